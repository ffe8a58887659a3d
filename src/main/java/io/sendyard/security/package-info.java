/** The filter chains: who gets in, and who may what. Nobody depends on it. */
@NullMarked
@ApplicationModule(
        displayName = "Security",
        allowedDependencies = {"core", "database", "web", "api", "account", "apikey"})
package io.sendyard.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
