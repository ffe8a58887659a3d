package io.sendyard.smtp.server;

import java.time.Duration;

/**
 * How much one door takes.
 *
 * @param size of a message, in octets
 * @param recipients of a message
 * @param connections open at the same time
 * @param stranger how long somebody who has not proved who they are may take for a command
 * @param command how long the others may (RFC 5321 section 4.5.3.2.7)
 * @param content how long a whole message may take to come
 * @param pause after the first wrong key on a connection; each further one doubles it
 */
public record ServerLimits(
        int size,
        int recipients,
        int connections,
        Duration stranger,
        Duration command,
        Duration content,
        Duration pause) {

    /** Octets of a command and its CRLF (RFC 5321 section 4.5.3.1.4). */
    static final int COMMAND = 512;

    /** Octets of a command that bears parameters, and its CRLF. */
    static final int COMMAND_WITH_PARAMETERS = 998;

    /** Octets of a command that are read in search of its end. */
    static final int LINE_WITHOUT_END = 1024 * 1024;

    /** Octets of a line of a message, without its CRLF (RFC 5322 section 2.1.1). */
    static final int LINE = 998;

    /** Wrong keys on one connection. */
    static final int WRONG_KEYS = 3;

    /** Commands on one connection that were wrong or led to nothing. */
    static final int FAULTS = 20;

    private static final int TEN_MEBIBYTES = 10 * 1024 * 1024;

    public static ServerLimits submission(int connections) {
        return new ServerLimits(
                TEN_MEBIBYTES,
                1_000,
                connections,
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofSeconds(1));
    }

    public static ServerLimits returns(int connections) {
        return new ServerLimits(
                TEN_MEBIBYTES,
                100,
                connections,
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofSeconds(1));
    }
}
