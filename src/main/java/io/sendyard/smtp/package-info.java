/** SMTP, both halves of the protocol: the client that delivers and the server that accepts. */
@NullMarked
@ApplicationModule(displayName = "SMTP", allowedDependencies = "core")
package io.sendyard.smtp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
