/** Delivery: the queue, attempts and retries, return paths and what comes back by them. */
@NullMarked
@ApplicationModule(
        displayName = "Delivery",
        allowedDependencies = {
            "core",
            "web",
            "server",
            "stream",
            "message",
            "suppression",
            "tracking",
            "sender"
        })
package io.sendyard.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
