package io.sendyard.analytics;

import io.sendyard.core.ApiEnum;
import java.time.Duration;
import java.time.Instant;

/** How far back an overview looks, and in which steps. */
public enum Period implements ApiEnum {
    DAY("24h", "24 h", "Last 24 hours", "the day before", "hour", Duration.ofHours(1), 24),
    WEEK("7d", "7 days", "Last 7 days", "the 7 days before", "six hours", Duration.ofHours(6), 28),
    MONTH("30d", "30 days", "Last 30 days", "the 30 days before", "day", Duration.ofDays(1), 30);

    private final String key;
    private final String label;
    private final String headline;
    private final String before;
    private final String step;
    private final Duration length;
    private final int count;

    Period(
            String key,
            String label,
            String headline,
            String before,
            String step,
            Duration length,
            int count) {
        this.key = key;
        this.label = label;
        this.headline = headline;
        this.before = before;
        this.step = step;
        this.length = length;
        this.count = count;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String label() {
        return label;
    }

    /** {@code Last 24 hours}. */
    public String headline() {
        return headline;
    }

    /** What the same time before it is called: {@code the day before}. */
    public String before() {
        return before;
    }

    /** What one of its steps is called: {@code hour}. */
    public String step() {
        return step;
    }

    public Interval interval() {
        return new Interval(length);
    }

    /** How many steps it has; the last of them is the one that runs. */
    public int count() {
        return count;
    }

    /** When it began, if it is now {@code now}. */
    public Instant from(Instant now) {
        return to(now).minus(length.multipliedBy(count));
    }

    /** When its last step will be over. */
    public Instant to(Instant now) {
        return interval().begin(now).plus(length);
    }
}
