/** Statistics: rollups, charts, the list of an account's servers and each server's overview. */
@NullMarked
@ApplicationModule(
        displayName = "Analytics",
        allowedDependencies = {
            "core",
            "database",
            "web",
            "account",
            "server",
            "sender",
            "message",
            "tracking"
        })
package io.sendyard.analytics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
