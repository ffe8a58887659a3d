/** Suppressions: whom a server, or one stream of it, must not mail, and why. */
@NullMarked
@ApplicationModule(
        displayName = "Suppression",
        allowedDependencies = {"core", "database", "web", "api", "server"})
package io.sendyard.suppression;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
