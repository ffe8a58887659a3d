package io.sendyard.server;

import io.sendyard.core.ApiEnum;
import io.sendyard.core.Cuid;
import io.sendyard.core.Name;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A search of an account's servers, and where in the order to start.
 *
 * @param name part of the name, ignoring case; empty for all
 * @param after the server before the page
 * @param before the server after the page; ignored if {@code after} is set
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
