package io.sendyard.tracking;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Tokens in messages that identify the recipient: the recipient's number and a day with our
 * signature (HMAC-SHA-256 with an encrypted key), in 32 letters and digits. Case doesn't matter,
 * and they need no escaping in an address or URL.
 */
@Component
public class MailTokens {

    private static final Pattern FORM = Pattern.compile("[0-9a-v]{32}");
    private static final String ALGORITHM = "HmacSHA256";
    private static final int FACTS = Long.BYTES + Short.BYTES;
    private static final int SIGNATURE = 10;
    private static final int BASE = 32;
    private static final int DIGITS = 32;

    private final TokenKeys keys;
    private volatile byte[] key = {};

    MailTokens(TokenKeys keys) {
        this.keys = keys;
    }

    /** Always the same one for the same facts. */
    public String write(Purpose purpose, Facts facts) {
        var octets =
                ByteBuffer.allocate(FACTS)
                        .putLong(facts.recipientId())
                        .putShort((short) facts.day().toEpochDay())
                        .array();
        return encoded(octets, signature(purpose, octets));
    }

    /** What it says; empty where we did not sign it, or signed it for another purpose. */
    public Optional<Facts> read(Purpose purpose, String token) {
        var digits = token.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(digits).matches()) {
            return Optional.empty();
        }
        var octets = decoded(digits);
        var facts = Arrays.copyOf(octets, FACTS);
        var signature = Arrays.copyOfRange(octets, FACTS, octets.length);
        if (!MessageDigest.isEqual(signature, signature(purpose, facts))) {
            return Optional.empty();
        }
        var read = ByteBuffer.wrap(facts);
        return Optional.of(new Facts(read.getLong(), LocalDate.ofEpochDay(read.getShort())));
    }

    private byte[] signature(Purpose purpose, byte[] facts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(), ALGORITHM));
            mac.update(purpose.name().getBytes(StandardCharsets.US_ASCII));
            return Arrays.copyOf(mac.doFinal(facts), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private byte[] key() {
        if (key.length == 0) {
            var kept = keys.findById(TokenKey.ONLY).orElseGet(this::first);
            key = kept.secret().reveal().getBytes(StandardCharsets.US_ASCII);
        }
        return key;
    }

    private TokenKey first() {
        try {
            return keys.saveAndFlush(TokenKey.fresh());
        } catch (DataIntegrityViolationException e) {
            // Another process was first; its key counts.
            return keys.findById(TokenKey.ONLY).orElseThrow();
        }
    }

    /** 160 bits are just 32 digits to the base of 32. */
    private static String encoded(byte[] facts, byte[] signature) {
        var octets = ByteBuffer.allocate(FACTS + SIGNATURE).put(facts).put(signature).array();
        var digits = new BigInteger(1, octets).toString(BASE);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    private static byte[] decoded(String digits) {
        var number = new BigInteger(digits, BASE).toByteArray();
        var octets = new byte[FACTS + SIGNATURE];
        int length = Math.min(number.length, octets.length);
        System.arraycopy(number, number.length - length, octets, octets.length - length, length);
        return octets;
    }

    /** What a token is for; it is worth nothing for anything else. */
    public enum Purpose {
        /** To know what comes back to a return path. */
        RETURN_PATH,
        /** To have no more mail of a stream. */
        UNSUBSCRIBE
    }

    /**
     * What a token says.
     *
     * @param recipientId the recipient's row
     * @param day what it means is the purpose's
     */
    public record Facts(long recipientId, LocalDate day) {}
}
