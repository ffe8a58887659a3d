package io.sendyard.core;

import java.util.Locale;

/** A number of bytes for people: {@code 38 KB}. */
public record ByteSize(long bytes) {

    private static final long KILO = 1_000;
    private static final long MEGA = 1_000_000;

    @Override
    public String toString() {
        if (bytes < KILO) {
            return bytes + " bytes";
        }
        return bytes < MEGA
                ? Math.round((double) bytes / KILO) + " KB"
                : String.format(Locale.ROOT, "%.1f MB", (double) bytes / MEGA);
    }
}
