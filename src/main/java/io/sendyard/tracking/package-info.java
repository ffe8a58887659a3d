/**
 * Tracking: what mail bears to be known again by, who unsubscribed by it, and the domains that
 * tracked links bear.
 */
@NullMarked
@ApplicationModule(
        displayName = "Tracking",
        allowedDependencies = {"core", "web", "server", "message", "suppression"})
package io.sendyard.tracking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
