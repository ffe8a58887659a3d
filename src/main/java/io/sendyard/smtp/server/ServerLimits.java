package io.sendyard.smtp.server;

import java.time.Duration;

/**
 * Limits of an SMTP server.
 *
 * @param size of a message in bytes
 * @param recipients per message
 * @param connections open at the same time
 * @param unauthenticatedTimeout time for a command before authentication
 * @param commandTimeout time for a command after authentication (RFC 5321 section 4.5.3.2.7)
 * @param messageTimeout time for a whole message
 * @param rejectedKeyDelay delay after the first rejected key of a connection; each further one
 *     doubles it
 */
public record ServerLimits(
        int size,
        int recipients,
        int connections,
        Duration unauthenticatedTimeout,
        Duration commandTimeout,
        Duration messageTimeout,
        Duration rejectedKeyDelay) {

    /** Bytes of a command with its CRLF (RFC 5321 section 4.5.3.1.4). */
    static final int COMMAND = 512;

    /** Bytes of a command with parameters and its CRLF. */
    static final int COMMAND_WITH_PARAMETERS = 998;

    /** Bytes read in search of a command's end. */
    static final int LINE_WITHOUT_END = 1024 * 1024;

    /** Bytes of a line of a message, without CRLF (RFC 5322 section 2.1.1). */
    static final int LINE = 998;

    /** Rejected keys per connection. */
    static final int REJECTED_KEYS = 3;

    /** Failed or idle commands per connection. */
    static final int FAULTS = 20;

    /** Limits for authenticated clients. */
    public static ServerLimits submission(int size, int recipients, int connections) {
        return new ServerLimits(
                size,
                recipients,
                connections,
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofSeconds(1));
    }

    /** Limits for mail servers, which don't authenticate. */
    public static ServerLimits bounces(int size, int connections) {
        return new ServerLimits(
                size,
                100,
                connections,
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofSeconds(1));
    }
}
