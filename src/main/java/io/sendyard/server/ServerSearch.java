package io.sendyard.server;

import io.sendyard.core.ApiEnum;
import io.sendyard.core.Cuid;
import io.sendyard.core.Name;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which of an account's servers somebody wants to see, and where in the order to begin.
 *
 * @param name part of the name, in any case; empty for all
 * @param after the server to go on behind
 * @param before the server to go back from; counts only without {@code after}
 */
public record ServerSearch(
        String name, @Nullable Mode mode, Sort sort, @Nullable Cuid after, @Nullable Cuid before) {

    public ServerSearch(
            @Nullable String name,
            @Nullable Mode mode,
            @Nullable Sort sort,
            @Nullable Cuid after,
            @Nullable Cuid before) {
        this.name = Objects.requireNonNullElse(Name.kept(name), "");
        this.mode = mode;
        this.sort = sort == null ? Sort.NAME : sort;
        this.after = after;
        this.before = before;
    }

    /** Whether it leaves any server out. */
    public boolean filters() {
        return !name.isEmpty() || mode != null;
    }

    /** The order. */
    public enum Sort implements ApiEnum {
        NAME,
        NEWEST,
        OLDEST
    }
}
