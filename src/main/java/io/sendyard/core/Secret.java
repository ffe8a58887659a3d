package io.sendyard.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Something only its holder may know: a key, a token, a stored answer that holds one. It shows
 * itself only when asked to, so that it reaches no log by accident. Every secret of the product is
 * drawn here.
 */
public final class Secret {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int CHECKSUM_LENGTH = 7;
    private static final int SHOWN = 4;

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** A secret that a caller presented. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** A new secret: {@code prefix} and random lower-case letters and digits. */
    public static Secret random(String prefix, int length) {
        var text = new StringBuilder(prefix);
        RANDOM.ints(length, 0, ALPHABET.length()).forEach(i -> text.append(ALPHABET.charAt(i)));
        return new Secret(text.toString());
    }

    /**
     * A new secret of {@code prefix} and 36 letters and digits, the last seven of them a checksum,
     * so that a mistyped one is recognized without a database lookup and scanners can identify
     * ours.
     */
    public static Secret checked(String prefix) {
        var secret = random(prefix, 36 - CHECKSUM_LENGTH);
        return new Secret(secret.value + checksum(secret.value));
    }

    /** Whether this has the form of a {@link #checked} secret and its checksum is right. */
    public boolean checksOut() {
        int end = value.length() - CHECKSUM_LENGTH;
        return end > 0 && checksum(value.substring(0, end)).equals(value.substring(end));
    }

    /** The secret itself. */
    public String reveal() {
        return value;
    }

    /** Its first characters, which tell it apart and give nothing away: {@code txk_live_a1b2}. */
    public String prefix() {
        return value.substring(0, value.lastIndexOf('_') + 1 + SHOWN);
    }

    /** Dots behind the kind of secret it is: {@code pt_live_••••}. */
    public String masked() {
        int start = value.lastIndexOf('_') + 1;
        return value.substring(0, start) + "•".repeat(value.length() - start);
    }

    /**
     * Its SHA-256 in hexadecimal digits, under which it is found again. A secret has over 128 bits,
     * so no salt is needed.
     */
    public String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "(secret)";
    }

    private static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%7s", Long.toString(crc.getValue(), ALPHABET.length()))
                .replace(' ', '0');
    }
}
