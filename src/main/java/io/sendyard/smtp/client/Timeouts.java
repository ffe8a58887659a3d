package io.sendyard.smtp.client;

import java.time.Duration;

/**
 * The time for each step as a whole, however slowly the bytes arrive (RFC 5321 section 4.5.3.2).
 *
 * @param block for each 64 KiB of a message
 * @param end for the reply to the final dot
 * @param quit for the reply to QUIT, which nothing depends on
 */
public record Timeouts(
        Duration connect,
        Duration greeting,
        Duration hello,
        Duration mail,
        Duration recipient,
        Duration data,
        Duration block,
        Duration end,
        Duration quit) {

    /** As the RFC has them. */
    public static Timeouts standard() {
        return new Timeouts(
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                Duration.ofMinutes(3),
                Duration.ofMinutes(10),
                Duration.ofSeconds(2));
    }

    /** The same for each. */
    public static Timeouts all(Duration each) {
        return new Timeouts(each, each, each, each, each, each, each, each, each);
    }

    Duration of(SmtpStage stage) {
        return switch (stage) {
            case CONNECT -> connect;
            case GREETING -> greeting;
            case HELLO, TLS, LOGIN -> hello;
            case MAIL -> mail;
            case RECIPIENT -> recipient;
            case DATA -> data;
            case CONTENT -> block;
            case END -> end;
        };
    }
}
