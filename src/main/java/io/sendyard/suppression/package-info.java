/** Suppressions: addresses that a server, or one of its streams, doesn't send to, and why. */
@NullMarked
@ApplicationModule(
        displayName = "Suppression",
        allowedDependencies = {"core", "database", "web", "api", "server"})
package io.sendyard.suppression;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
