package io.sendyard.account;

import org.jspecify.annotations.Nullable;

/**
 * How many servers an account has of those its plan allows.
 *
 * @param plan the plan's name
 * @param limit null where there is none
 */
public record PlanUsage(String plan, int used, @Nullable Integer limit) {

    /** Whether the plan limit is reached. */
    public boolean full() {
        return limit != null && used >= limit;
    }

    /** How many more servers the plan allows; a very large number without a limit. */
    public int remaining() {
        return limit == null ? Integer.MAX_VALUE : Math.max(0, limit - used);
    }

    /** The sentence for a person who wants another server. */
    public String refusal() {
        return limit != null && limit == 1
                ? "The %s plan has room for 1 server, and it is used. Move to a larger plan or delete the server."
                        .formatted(plan)
                : "The %s plan has room for %d servers, and all are used. Move to a larger plan or delete a server."
                        .formatted(plan, limit);
    }
}
