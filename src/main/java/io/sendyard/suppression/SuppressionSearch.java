package io.sendyard.suppression;

import io.sendyard.core.Cuid;
import io.sendyard.core.Name;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a list somebody wants to see, and where in the order, newest first, to begin.
 *
 * @param email a whole address, or part of one in any case; empty for all
 * @param since the oldest to show
 * @param after the entry to go on behind
 * @param before the entry to go back from; counts only without {@code after}
 */
public record SuppressionSearch(
        String email,
        @Nullable SuppressionReason reason,
        @Nullable Instant since,
        @Nullable Cuid after,
        @Nullable Cuid before) {

    /** All of a list. */
    public static final SuppressionSearch ALL = new SuppressionSearch(null, null, null, null, null);

    public SuppressionSearch(
            @Nullable String email,
            @Nullable SuppressionReason reason,
            @Nullable Instant since,
            @Nullable Cuid after,
            @Nullable Cuid before) {
        this.email = Objects.requireNonNullElse(Name.kept(email), "");
        this.reason = reason;
        this.since = since;
        this.after = after;
        this.before = before;
    }

    /** Whether it leaves any entry out. */
    public boolean filters() {
        return !email.isEmpty() || reason != null || since != null;
    }

    /** The same, from behind an entry on. */
    SuppressionSearch behind(Suppression entry) {
        return new SuppressionSearch(email, reason, since, entry.cuid(), null);
    }
}
