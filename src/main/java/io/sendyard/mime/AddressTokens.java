package io.sendyard.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The words, quoted strings, comments and special characters of an address field (RFC 5322 section
 * 3.2). An encoded word is one word, even with commas and parentheses, which many senders leave in
 * it.
 *
 * @param all in their order
 * @param complete whether each quoted string and comment has its end
 */
record AddressTokens(List<Token> all, boolean complete) {

    private static final String SPECIALS = "<>@,;:";
    private static final Pattern ENCODED_WORD =
            Pattern.compile("=\\?[^?\\s]+\\?[bBqQ]\\?[^?\\s<>@\"\\\\]*\\?=");
    private static final Pattern WORD =
            Pattern.compile("(?:(?!=\\?)[^\\s\"()<>@,;:\\\\]|=)(?:(?!=\\?)[^\\s\"()<>@,;:\\\\])*+");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");

    /**
     * Takes a field apart.
     *
     * @param value unfolded
     */
    static AddressTokens of(String value) {
        var tokens = new ArrayList<Token>();
        boolean spaced = false;
        int at = 0;
        while (at < value.length()) {
            char first = value.charAt(at);
            int end = end(value, at);
            if (end < 0) {
                return new AddressTokens(tokens, false);
            }
            if (first != ' ') {
                tokens.add(new Token(kind(first), value.substring(at, end), at, end, spaced));
            }
            spaced = first == ' ' || first == '(';
            at = end;
        }
        return new AddressTokens(tokens, true);
    }

    private static TokenKind kind(char first) {
        return switch (first) {
            case '"' -> TokenKind.QUOTED;
            case '(' -> TokenKind.COMMENT;
            default -> SPECIALS.indexOf(first) < 0 ? TokenKind.WORD : TokenKind.SPECIAL;
        };
    }

    /** The end of the token that begins there; negative if it has none. */
    private static int end(String value, int from) {
        char first = value.charAt(from);
        if (first == ' ' || SPECIALS.indexOf(first) >= 0) {
            return from + 1;
        }
        return switch (first) {
            case '"' -> end(QUOTED, value, from);
            case '(' -> endOfComment(value, from);
            case '=' -> Math.max(end(ENCODED_WORD, value, from), end(WORD, value, from));
            default -> end(WORD, value, from);
        };
    }

    private static int end(Pattern form, String value, int from) {
        var match = form.matcher(value).region(from, value.length());
        return match.lookingAt() ? match.end() : -1;
    }

    /** Comments may have others in them. */
    private static int endOfComment(String value, int from) {
        int depth = 0;
        for (int i = from; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case '\\' -> i++;
                case '(' -> depth++;
                case ')' -> depth--;
                default -> {
                    continue;
                }
            }
            if (depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /**
     * One of them.
     *
     * @param text as written
     * @param start in the field's value
     * @param spaced whether white space or a comment is in front of it
     */
    record Token(TokenKind kind, String text, int start, int end, boolean spaced) {

        boolean is(char special) {
            return kind == TokenKind.SPECIAL && text.charAt(0) == special;
        }

        /** Without the quotes of a quoted string. */
        String content() {
            return kind == TokenKind.QUOTED
                    ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1")
                    : text;
        }
    }

    /** What a token is. */
    enum TokenKind {
        WORD,
        QUOTED,
        COMMENT,
        SPECIAL
    }
}
