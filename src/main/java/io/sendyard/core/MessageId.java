package io.sendyard.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
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
