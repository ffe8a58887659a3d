/**
 * Who may send: domains and addresses, their DNS records and keys. Today it holds the one adapter
 * to the world's DNS.
 */
@NullMarked
@ApplicationModule(
        displayName = "Sender",
        allowedDependencies = {"core", "web", "server"})
package io.sendyard.sender;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
