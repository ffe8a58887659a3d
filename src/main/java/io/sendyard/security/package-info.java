/** The filter chains: who can sign in, and who can do what. No module depends on it. */
@NullMarked
@ApplicationModule(
        displayName = "Security",
        allowedDependencies = {"core", "database", "web", "api", "account", "apikey"})
package io.sendyard.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
