package io.sendyard.smtp;

import io.sendyard.core.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** With whose name and password a relay lets us in (RFC 4954). */
public record Credentials(String username, Secret password) {

    /** The one answer of AUTH PLAIN (RFC 4616). */
    public String plain() {
        return base64("\0" + username + "\0" + password.reveal());
    }

    /** The first answer of AUTH LOGIN. */
    public String encodedName() {
        return base64(username);
    }

    /** The second one. */
    public String encodedPassword() {
        return base64(password.reveal());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
