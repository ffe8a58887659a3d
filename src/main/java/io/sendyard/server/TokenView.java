package io.sendyard.server;

import org.jspecify.annotations.Nullable;

/**
 * A server's token on a page.
 *
 * @param value null where it was not asked for
 * @param masked its kind and dots
 */
public record TokenView(@Nullable String value, String masked) {

    /** Hidden behind dots. */
    public static TokenView masked(Server server) {
        return new TokenView(null, server.token().masked());
    }

    /** In the open. */
    public static TokenView revealed(Server server) {
        return new TokenView(server.token().reveal(), server.token().masked());
    }
}
