package io.sendyard.smtp.server;

import io.sendyard.core.Secret;
import io.sendyard.smtp.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The AUTH exchange (RFC 4954) with PLAIN or LOGIN, up to the client's credentials. */
final class SaslExchange {

    private static final String USER = "VXNlcm5hbWU6";
    private static final String PASSWORD = "UGFzc3dvcmQ6";
    private static final Reply NOT_BASE64 = new Reply(501, "5.5.2", "That is not Base64");
    private static final int PARTS_OF_PLAIN = 3;

    private final Questions questions;

    SaslExchange(Questions questions) {
        this.questions = questions;
    }

    /**
     * Reads the client's credentials.
     *
     * @param argument the mechanism, optionally followed by the initial response
     * @throws Failed if the client breaks the mechanism's rules or cancels
     */
    Credentials credentials(String argument) throws IOException, Failed {
        var words = argument.split(" +", -1);
        var first = words.length > 1 ? words[1] : null;
        if (words.length > 2 || argument.isEmpty()) {
            throw new Failed(new Reply(501, "5.5.4", "AUTH needs a mechanism"));
        }
        return switch (words[0].toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> plain(answer(first, ""));
            case "LOGIN" -> new Credentials(answer(first, USER), Secret.of(answer(null, PASSWORD)));
            default -> throw new Failed(new Reply(504, "5.5.4", "PLAIN and LOGIN are known here"));
        };
    }

    /** RFC 4616: authorization identity (always the same), NUL, user name, NUL, password. */
    private static Credentials plain(String message) throws Failed {
        var parts = message.split("\0", -1);
        if (parts.length != PARTS_OF_PLAIN) {
            throw new Failed(new Reply(501, "5.5.2", "PLAIN has two NUL in it"));
        }
        if (!parts[0].isEmpty() && !parts[0].equals(parts[1])) {
            throw new Failed(new Reply(535, "5.7.8", "Nobody acts for somebody else here"));
        }
        return new Credentials(parts[1], Secret.of(parts[2]));
    }

    private String answer(@Nullable String given, String question) throws IOException, Failed {
        var answer = given == null ? questions.ask(new Reply(334, "", question)) : given;
        if ("*".equals(answer)) {
            throw new Failed(new Reply(501, "5.7.0", "Cancelled"));
        }
        try {
            return "=".equals(answer)
                    ? ""
                    : new String(Base64.getDecoder().decode(answer), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Failed(NOT_BASE64);
        }
    }

    /** Asks the client something. */
    interface Questions {

        String ask(Reply question) throws IOException;
    }

    /** The exchange ended without credentials. */
    static final class Failed extends Exception {

        private final transient Reply reply;

        Failed(Reply reply) {
            super(reply.text(), null, false, false);
            this.reply = reply;
        }

        Reply reply() {
            return reply;
        }
    }
}
