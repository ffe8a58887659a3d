package io.sendyard.smtp;

import io.sendyard.core.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user name and password for SMTP AUTH (RFC 4954). */
public record Credentials(String username, Secret password) {

    /** The initial response of AUTH PLAIN (RFC 4616). */
    public String plain() {
        return base64("\0" + username + "\0" + password.reveal());
    }

    /** The first response of AUTH LOGIN. */
    public String encodedName() {
        return base64(username);
    }

    /** The second response of AUTH LOGIN. */
    public String encodedPassword() {
        return base64(password.reveal());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
