package io.sendyard.suppression;

import io.sendyard.core.Cuid;
import io.sendyard.core.Name;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A search of a suppression list, newest first, and where in the order to start.
 *
 * @param email a whole address, or part of one ignoring case; empty for all
 * @param since the oldest to show
 * @param after the entry before the page
 * @param before the entry after the page; ignored if {@code after} is set
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
