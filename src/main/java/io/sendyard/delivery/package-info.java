/** Delivery: the queue, attempts and retries, return paths and bounces. */
@NullMarked
@ApplicationModule(
        displayName = "Delivery",
        allowedDependencies = {
            "core",
            "database",
            "web",
            "server",
            "mime",
            "smtp",
            "smtp::client",
            "sender",
            "suppression",
            "message",
            "tracking"
        })
package io.sendyard.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
