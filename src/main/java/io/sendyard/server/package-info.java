/**
 * The server, a container for one project's email, and its streams: name, colour, mode, settings,
 * token, creation and deletion.
 */
@NullMarked
@ApplicationModule(
        displayName = "Server",
        allowedDependencies = {"core", "database", "web", "api", "account"})
package io.sendyard.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
