/** Messages: accepting, storing and finding them, and each thing that happens to them. */
@NullMarked
@ApplicationModule(
        displayName = "Message",
        allowedDependencies = {
            "core",
            "web",
            "account",
            "apikey",
            "server",
            "stream",
            "sender",
            "template",
            "suppression"
        })
package io.sendyard.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
