package io.sendyard.mime;

import io.sendyard.core.Mailbox;
import io.sendyard.core.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.codec.EncoderUtil.Usage;
import org.apache.james.mime4j.util.MimeUtil;

/** Writes the fields of a header (RFC 5322 section 2.2), folded, each ended with CRLF. */
public final class HeaderFields {

    /** Bytes of a line without its CRLF (RFC 5322 section 2.1.1). */
    static final int LONGEST_LINE = 998;

    private static final int LONGEST_WORD = 900;

    /** The encoder does not begin behind a longer name. */
    private static final int MOST_BEFORE_WORDS = 50;

    private static final int LONGEST_PIECE = 60;
    private static final String UNCHANGED = "!#$&+-.^_`{|}~";

    private static final Pattern CRLF = Pattern.compile("\r\n");

    /** Plain words with one space between them: what comes back from folding as it was. */
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7E]++( [\\x21-\\x7E]++)*+");

    private HeaderFields() {}

    /** Text for people: RFC 2047 where it is more than plain ASCII. */
    static String text(String name, String text) {
        boolean plain =
                text.isEmpty()
                        || (PLAIN.matcher(text).matches()
                                && !text.contains("=?")
                                && hasNoWordOver(LONGEST_WORD, text));
        return field(name, plain ? text : words(name, text));
    }

    /**
     * A customer's own field: ASCII stands as it is, since it may have a meaning for machines.
     *
     * @throws Refusal where it has a word that fits on no line, or blanks that would fill one
     */
    public static String custom(String blamed, String name, String value) {
        boolean ascii = value.chars().allMatch(character -> character < 0x80);
        var field = field(name, ascii ? value : words(name, value));
        if (!fits(field)) {
            throw Refusal.invalid(
                    blamed, "This has a word or a gap that is longer than a line of mail may be.");
        }
        return field;
    }

    static String mailboxes(String name, List<Mailbox> mailboxes) {
        return field(
                name,
                mailboxes.stream().map(HeaderFields::mailbox).collect(Collectors.joining(", ")));
    }

    /** What is ready to be written but for the folding. */
    static String field(String name, String value) {
        return name + ": " + MimeUtil.fold(value, name.length() + 2) + "\r\n";
    }

    /** A parameter of a MIME field: RFC 2231, in pieces, where it is more than plain ASCII. */
    static String parameter(String name, String value) {
        if (value.chars().allMatch(character -> character >= ' ' && character < 0x7F)) {
            return "%s=\"%s\"".formatted(name, value.replace("\\", "\\\\").replace("\"", "\\\""));
        }
        var pieces = pieces(value);
        if (pieces.size() == 1) {
            return name + "*=UTF-8''" + pieces.getFirst();
        }
        var written = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            written.append(i == 0 ? "" : ";\r\n ")
                    .append("%s*%d*=%s".formatted(name, i, i == 0 ? "UTF-8''" : ""))
                    .append(pieces.get(i));
        }
        return written.toString();
    }

    private static String mailbox(Mailbox mailbox) {
        var name = mailbox.name();
        if (name == null) {
            return mailbox.address().toString();
        }
        boolean plain = PLAIN.matcher(name).matches() && !name.contains("=?");
        var shown =
                plain
                        ? EncoderUtil.encodeAddressDisplayName(name)
                        : EncoderUtil.encodeEncodedWord(name, Usage.WORD_ENTITY);
        return shown + " <" + mailbox.address() + ">";
    }

    private static String words(String name, String text) {
        int before = Math.min(MOST_BEFORE_WORDS, name.length() + 2);
        return EncoderUtil.encodeEncodedWord(text, Usage.TEXT_TOKEN, before);
    }

    private static boolean hasNoWordOver(int length, String text) {
        return Pattern.compile(" ").splitAsStream(text).allMatch(word -> word.length() <= length);
    }

    private static boolean fits(String field) {
        return CRLF.splitAsStream(field)
                .allMatch(line ->
                        !line.isBlank()
                                && line.getBytes(StandardCharsets.UTF_8).length <= LONGEST_LINE);
    }

    /** Percent-encoded (RFC 2231 section 4), in pieces that fit on a line. */
    private static List<String> pieces(String value) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        value.codePoints()
                .forEach(character -> {
                    var encoded = percentEncoded(Character.toString(character));
                    if (piece.length() + encoded.length() > LONGEST_PIECE) {
                        pieces.add(piece.toString());
                        piece.setLength(0);
                    }
                    piece.append(encoded);
                });
        pieces.add(piece.toString());
        return pieces;
    }

    private static String percentEncoded(String character) {
        char first = character.charAt(0);
        if (first < 0x80 && (Character.isLetterOrDigit(first) || UNCHANGED.indexOf(first) >= 0)) {
            return character;
        }
        var encoded = new StringBuilder();
        for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
            encoded.append("%%%02X".formatted(octet));
        }
        return encoded.toString();
    }
}
