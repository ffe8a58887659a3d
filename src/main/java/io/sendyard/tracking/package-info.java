/**
 * Tracking: tokens that identify a message's recipient, unsubscribes, and the domains of tracked
 * links.
 */
@NullMarked
@ApplicationModule(
        displayName = "Tracking",
        allowedDependencies = {"core", "web", "server", "message", "suppression"})
package io.sendyard.tracking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
