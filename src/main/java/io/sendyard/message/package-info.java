/** Messages: accepting, storing and finding them, and each thing that happens to them. */
@NullMarked
@ApplicationModule(
        displayName = "Message",
        allowedDependencies = {
            "core",
            "database",
            "web",
            "api",
            "account",
            "apikey",
            "server",
            "mime",
            "sender",
            "template",
            "suppression"
        })
package io.sendyard.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
