/** Message streams: the channels of a server, each for one kind of mail. */
@NullMarked
@ApplicationModule(
        displayName = "Stream",
        allowedDependencies = {"core", "web", "server"})
package io.sendyard.stream;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
