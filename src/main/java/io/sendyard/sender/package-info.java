/** Who may send: domains and addresses, their DNS records and DKIM keys. */
@NullMarked
@ApplicationModule(
        displayName = "Sender",
        allowedDependencies = {"core", "database", "web", "api", "apikey", "server"})
package io.sendyard.sender;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
