package io.sendyard.account;

import org.jspecify.annotations.Nullable;

/**
 * What an account has bought: how many servers it may have.
 *
 * @param key as in the configuration
 * @param name as people read it
 * @param maxServers {@code unlimited}, {@code custom} for a number set for each account, or a
 *     number
 */
public record Plan(String key, String name, String maxServers) {

    private static final String UNLIMITED = "unlimited";
    private static final String CUSTOM = "custom";

    /** Whether the number of servers is set for each account. */
    public boolean custom() {
        return CUSTOM.equals(maxServers);
    }

    /**
     * How many servers an account on this plan may have, where {@code ownNumber} was agreed with
     * it; null is without limit.
     */
    public @Nullable Integer limit(@Nullable Integer ownNumber) {
        if (custom()) {
            return ownNumber == null ? 0 : ownNumber;
        }
        return UNLIMITED.equals(maxServers) ? null : Integer.valueOf(maxServers);
    }
}
