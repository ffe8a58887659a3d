/**
 * API keys: secrets with which apps act for one server. Issued, shown once, revoked, authenticated.
 */
@NullMarked
@ApplicationModule(
        displayName = "API key",
        allowedDependencies = {"core", "database", "web", "server"})
package io.sendyard.apikey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
