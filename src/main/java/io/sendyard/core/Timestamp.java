package io.sendyard.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;

/** Timestamps as callers write them: ISO 8601, with an offset and a year of four digits. */
public final class Timestamp {

    private static final int LAST_YEAR = 9_999;

    private Timestamp() {}

    /**
     * Reads a timestamp.
     *
     * @throws DateTimeException if the text isn't one
     */
    public static Instant read(String text) {
        return inFourDigits(OffsetDateTime.parse(text)).toInstant();
    }

    /**
     * Refuses years before 0 and after 9999, which not all databases store.
     *
     * @throws DateTimeException for such a year
     */
    public static <T extends Temporal> T inFourDigits(T moment) {
        int year = moment.get(ChronoField.YEAR);
        if (year < 0 || year > LAST_YEAR) {
            throw new DateTimeException("The year has more than four digits");
        }
        return moment;
    }
}
