package io.sendyard.core;

/** Patterns for SQL's LIKE. Every query that uses one says {@code escape '!'}. */
public final class LikePattern {

    private LikePattern() {}

    /** Matches texts that contain {@code part}, whose own wildcards stand for themselves. */
    public static String containing(String part) {
        return "%" + part.replaceAll("([!%_])", "!$1") + "%";
    }
}
