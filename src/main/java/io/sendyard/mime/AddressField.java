package io.sendyard.mime;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.Mailbox;
import io.sendyard.core.PlainText;
import io.sendyard.mime.AddressTokens.Token;
import io.sendyard.mime.AddressTokens.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses in a header field such as {@code From} (RFC 5322 section 3.4): with comments and
 * groups, and with the address itself as an unquoted name. Source routes, and white space around
 * the dots of an address, are not read: readers differ in which address they see.
 */
final class AddressField {

    private static final int MOST_IN_NAME = 256;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]*+@[^\\s@]*+");

    private final List<Token> comments = new ArrayList<>();
    private final List<List<Token>> groups = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private boolean wellFormed;

    private AddressField(AddressTokens tokens) {
        wellFormed = tokens.complete();
        read(tokens.all());
    }

    /**
     * Reads a field.
     *
     * @param value unfolded
     */
    static AddressField of(String value) {
        return new AddressField(AddressTokens.of(value));
    }

    /** Whether all of it was understood. */
    boolean readable() {
        return wellFormed && entries.stream().allMatch(entry -> entry.mailbox().isPresent());
    }

    /** The mailboxes that were understood, those in groups too, their names decoded. */
    List<Mailbox> mailboxes() {
        return entries.stream().map(Entry::mailbox).flatMap(Optional::stream).toList();
    }

    boolean wellFormed() {
        return wellFormed;
    }

    List<Token> comments() {
        return comments;
    }

    /** The names of groups. */
    List<List<Token>> groups() {
        return groups;
    }

    List<Entry> entries() {
        return entries;
    }

    private void read(List<Token> tokens) {
        var words = new ArrayList<Token>();
        List<Token> brackets = null;
        boolean open = false;
        boolean grouped = false;
        for (var token : tokens) {
            if (token.kind() == TokenKind.COMMENT) {
                comments.add(token);
            } else if (open && token.is('>')) {
                open = false;
            } else if (open && brackets != null) {
                brackets.add(token);
            } else if (token.is(',') || token.is(';')) {
                wellFormed &= token.is(',') || grouped;
                grouped &= token.is(',');
                add(words, brackets);
                words = new ArrayList<>();
                brackets = null;
            } else if (token.is('<')) {
                wellFormed &= brackets == null;
                brackets = new ArrayList<>();
                open = true;
            } else if (token.is(':')) {
                wellFormed &= !grouped && brackets == null && !words.isEmpty();
                grouped = true;
                groups.add(words);
                words = new ArrayList<>();
            } else {
                wellFormed &= brackets == null && !token.is('>');
                words.add(token);
            }
        }
        wellFormed &= !open && !grouped;
        add(words, brackets);
    }

    private void add(List<Token> words, @Nullable List<Token> brackets) {
        if (brackets != null) {
            entries.add(new Entry(words, brackets));
        } else if (!words.isEmpty()) {
            entries.add(new Entry(List.of(), words));
        }
    }

    /** The words of a name, with one space where white space is. */
    static String text(List<Token> words) {
        var text = new StringBuilder();
        for (var word : words) {
            text.append(word.spaced() && !text.isEmpty() ? " " : "").append(word.content());
        }
        return text.toString();
    }

    /**
     * One address.
     *
     * @param name the words in front of the angle brackets
     * @param address what is in them, or all of it
     */
    record Entry(List<Token> name, List<Token> address) {

        /** Its mailbox; empty if it isn't exactly one. */
        Optional<Mailbox> mailbox() {
            boolean plain =
                    address.size() == 3
                            && address.get(1).is('@')
                            && address.get(2).kind() == TokenKind.WORD;
            return plain
                    ? EmailAddress.parse(address.get(0).text() + "@" + address.get(2).text())
                            .flatMap(this::named)
                    : Optional.empty();
        }

        private Optional<Mailbox> named(EmailAddress parsed) {
            var shown = EncodedWords.decoded(text(name));
            return namesAnother()
                            || PlainText.PlainTextValidator.hides(shown)
                            || shown.codePointCount(0, shown.length()) > MOST_IN_NAME
                    ? Optional.empty()
                    : Optional.of(new Mailbox(shown.isEmpty() ? null : shown, parsed));
        }

        /** Whether the name has an unquoted address that isn't this one. */
        private boolean namesAnother() {
            return name.stream().anyMatch(token -> token.is('@'))
                    && !ADDRESS.matcher(text(name))
                            .results()
                            .map(one -> unquoted(one.group()))
                            .allMatch(written()::equalsIgnoreCase);
        }

        /** Without the single quotes that Outlook puts around it. */
        private static String unquoted(String text) {
            return text.replaceAll("^'|'$", "");
        }

        private String written() {
            return text(address).replace(" ", "");
        }
    }
}
