package io.sendyard.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/**
 * The id of a message: {@code msg_} and the 26 digits of a UUIDv7 (RFC 9562 section 5.7) in
 * lower-case Crockford base32, so that ids sort by the time they were made.
 */
public record MessageId(UUID uuid) {

    private static final String PREFIX = "msg_";
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int BITS = 5;
    private static final int LENGTH = 26;

    /** The first 48 of 64 bits are milliseconds since 1970. */
    private static final int BITS_AFTER_TIME = 16;

    /** A later one would set the sign bit. */
    private static final long LAST_MILLISECOND = (1L << 47) - 1;

    /** 26 digits hold 130 bits, so the first has but three of them. */
    private static final Pattern FORM = Pattern.compile("msg_[0-7][" + DIGITS + "]{25}");

    /** A new id; ids made later sort behind it. */
    public static MessageId fresh() {
        return new MessageId(UuidVersion7Strategy.INSTANCE.generateUuid(null));
    }

    /**
     * Reads an id that a caller gave.
     *
     * @throws NotFound where it has not the form of an id, since nothing can have it
     */
    @JsonCreator
    public static MessageId of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new NotFound();
        }
        long high = 0;
        long low = 0;
        for (int i = PREFIX.length(); i < text.length(); i++) {
            high = (high << BITS) | (low >>> (Long.SIZE - BITS));
            low = (low << BITS) | DIGITS.indexOf(text.charAt(i));
        }
        return new MessageId(new UUID(high, low));
    }

    /**
     * The lowest id of a millisecond, so that a range of ids is a period. There are none before
     * 1970.
     */
    public static MessageId firstAt(Instant moment) {
        long millis = Math.clamp(moment.toEpochMilli(), 0, LAST_MILLISECOND);
        return new MessageId(new UUID(millis << BITS_AFTER_TIME, 0));
    }

    /** When it was made, to the millisecond. */
    public Instant createdAt() {
        return Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> BITS_AFTER_TIME);
    }

    @Override
    @JsonValue
    public String toString() {
        var text = new char[LENGTH];
        long high = uuid.getMostSignificantBits();
        long low = uuid.getLeastSignificantBits();
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (low & (DIGITS.length() - 1)));
            low = (low >>> BITS) | (high << (Long.SIZE - BITS));
            high >>>= BITS;
        }
        return PREFIX + new String(text);
    }
}
