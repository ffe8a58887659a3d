package io.sendyard.delivery;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * The addresses that reports come back to (VERP): {@code bounces+<token>}, a token for each
 * recipient. It is the recipient's number and a day under our signature, in letters whose case does
 * not matter, and the same for each try, since receivers know senders by it that they made wait.
 */
@Component
class ReturnPaths {

    private static final String PREFIX = "bounces+";
    private static final Pattern FORM = Pattern.compile("bounces\\+([0-9a-v]{32})");
    private static final Duration BELIEVED = Duration.ofDays(60);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int FACTS = Long.BYTES + Short.BYTES;
    private static final int SIGNATURE = 10;
    private static final int BASE = 32;
    private static final int DIGITS = 32;

    private final ReturnPathKeys keys;
    private final Clock clock;
    private volatile byte[] key = {};

    ReturnPaths(ReturnPathKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The local part for a recipient; it is believed until 60 days after {@code lastTry}. */
    String localPart(long recipientId, Instant lastTry) {
        var facts = ByteBuffer.allocate(FACTS).putLong(recipientId).putShort(day(lastTry)).array();
        return PREFIX + encoded(facts, signature(facts));
    }

    /** Whose it is; empty where we did not sign it or it is too old. */
    OptionalLong recipient(String localPart) {
        var match = FORM.matcher(localPart.toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            return OptionalLong.empty();
        }
        var octets = decoded(match.group(1));
        var facts = Arrays.copyOf(octets, FACTS);
        var signature = Arrays.copyOfRange(octets, FACTS, octets.length);
        if (!MessageDigest.isEqual(signature, signature(facts))) {
            return OptionalLong.empty();
        }
        var read = ByteBuffer.wrap(facts);
        long recipientId = read.getLong();
        int age = day(clock.instant()) - read.getShort();
        return age > BELIEVED.toDays() ? OptionalLong.empty() : OptionalLong.of(recipientId);
    }

    private static short day(Instant instant) {
        return (short) Duration.between(Instant.EPOCH, instant).toDays();
    }

    private byte[] signature(byte[] facts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(), ALGORITHM));
            return Arrays.copyOf(mac.doFinal(facts), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private byte[] key() {
        if (key.length == 0) {
            var kept = keys.findById(ReturnPathKey.ONLY).orElseGet(this::first);
            key = kept.secret().reveal().getBytes(StandardCharsets.US_ASCII);
        }
        return key;
    }

    private ReturnPathKey first() {
        try {
            return keys.saveAndFlush(ReturnPathKey.fresh());
        } catch (DataIntegrityViolationException e) {
            // Another process was first; its key counts.
            return keys.findById(ReturnPathKey.ONLY).orElseThrow();
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
}
