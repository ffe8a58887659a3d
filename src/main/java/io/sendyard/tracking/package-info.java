/** Tracking: the domains that tracked links bear, and whether they lead to this installation. */
@NullMarked
@ApplicationModule(
        displayName = "Tracking",
        allowedDependencies = {"core", "web", "server", "stream"})
package io.sendyard.tracking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
