/**
 * The SMTP server (RFC 5321): it accepts connections, speaks the protocol, and hands each message
 * to a {@link io.sendyard.smtp.server.MailHandler}.
 */
@NullMarked
@NamedInterface("server")
package io.sendyard.smtp.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
