package io.sendyard.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address with the name that people see beside it (RFC 5322 section 3.4): {@code a@b}, {@code
 * Ann <a@b>} or {@code "Lovelace, Ann" <a@b>}. No comment, group or second address.
 *
 * @param name as people read it, without quotes; null where there is none
 */
public record Mailbox(@Nullable String name, EmailAddress address) {

    private static final int MOST_IN_NAME = 256;
    private static final Pattern QUOTED =
            Pattern.compile("\"(?<content>([^\"\\\\]|\\\\[\\x20-\\x7E])*+)\"");
    private static final Pattern PHRASE = Pattern.compile("[^\"\\\\<>()\\[\\]@,;:]*+");
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\- \\x{80}-\\x{10FFFF}]+");

    /** Parses a mailbox; empty if it isn't exactly one. */
    public static Optional<Mailbox> parse(String text) {
        var plain = stripped(text);
        if (!plain.endsWith(">")) {
            return EmailAddress.parse(plain).map(address -> new Mailbox(null, address));
        }
        int start = bracket(plain);
        if (start < 0) {
            return Optional.empty();
        }
        return EmailAddress.parse(plain.substring(start + 1, plain.length() - 1))
                .flatMap(address ->
                        name(stripped(plain.substring(0, start)), address)
                                .map(name -> new Mailbox(name.isEmpty() ? null : name, address)));
    }

    /** The parts of a list, at the commas that stand in no quotes. */
    public static List<String> split(String list) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < list.length(); i++) {
            char character = list.charAt(i);
            if (character == ',' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
                continue;
            }
            part.append(character);
            if (character == '\\' && quoted && i + 1 < list.length()) {
                part.append(list.charAt(++i));
            } else if (character == '"') {
                quoted = !quoted;
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /** As people write it; {@link #parse} reads it again. */
    @Override
    public String toString() {
        if (name == null) {
            return address.toString();
        }
        var written =
                PLAIN.matcher(name).matches() && name.strip().equals(name)
                        ? name
                        : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return written + " <" + address + ">";
    }

    /** Without blanks around it; a line break is no blank, and is refused. */
    private static String stripped(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        int start = 0;
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    /** Where the address begins; names and quoted local parts may have brackets of their own. */
    private static int bracket(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '<' && !quoted) {
                return i;
            }
            i += character == '\\' && quoted ? 1 : 0;
            quoted ^= character == '"';
        }
        return -1;
    }

    /** Some programs write the address as its own name without quotes. */
    private static Optional<String> name(String text, EmailAddress address) {
        var quoted = QUOTED.matcher(text);
        var name = quoted.matches() ? quoted.group("content").replaceAll("\\\\(.)", "$1") : text;
        return (quoted.matches()
                                || PHRASE.matcher(text).matches()
                                || text.equalsIgnoreCase(address.toString()))
                        && name.codePointCount(0, name.length()) <= MOST_IN_NAME
                        && !PlainText.PlainTextValidator.hides(name)
                ? Optional.of(name)
                : Optional.empty();
    }
}
