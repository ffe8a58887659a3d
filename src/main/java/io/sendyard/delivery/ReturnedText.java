package io.sendyard.delivery;

import io.sendyard.core.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The readable text of mail that a mail server returned without a report of RFC 3464: QSBMF
 * (qmail), old Exim, Yahoo, Mail.ru, OpenSMTPD and others.
 */
final class ReturnedText {

    private static final int BEGINNING = 8_000;
    private static final String QSBMF = "Hi. This is the";

    /** What comes after it is a copy of our own message. */
    private static final Pattern COPY =
            Pattern.compile(
                    "(?im)^[ \\t>*-]{0,80}(?:below (?:this|the next) line is|this is a copy of|below is a copy of|enclosed (?:is|are) the original"
                            + "|original message (?:follows|headers)|the (?:header|body) of the (?:original|message)|(?:possibly )?truncated original"
                            + "|message (?:text|header) follows|unsent message|returned message|copy of (?:the|your) (?:original )?message)"
                            + "|^(?:return-path|received|dkim-signature):");

    private static final Pattern REPLY =
            Pattern.compile(
                    "(?m)(?<![\\d.])[45]\\d\\d[ -][^\\r\\n]{1,1000}|#?\\b[45]\\.\\d\\.\\d{1,3}\\b");

    private static final String ATOM = "[^\\s<>@\"',;:()\\[\\]{}]{1,64}";
    private static final String LABEL = ATOM.replace("]{1", ".]{1");
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?<![^\\s<>\"',;:()\\[\\]{}])%s@%s(?:\\.%2$s){0,20}".formatted(ATOM, LABEL));

    /** The start of a line with an address: what comes after it is about that address. */
    private static final Pattern OWNER =
            Pattern.compile(
                    "(?m)^[ \\t>*-]{0,20}<?(" + ADDRESS.pattern() + ")(?=[>\\s:,(]|\\.\\.\\.|$)");

    private static final Pattern PARAGRAPH = Pattern.compile("\\R[ \\t]*\\R");

    private final String own;
    private final MailParties parties;

    ReturnedText(String text, MailParties parties) {
        var copy = COPY.matcher(text);
        this.own = copy.find() ? text.substring(0, copy.start()) : text;
        this.parties = parties;
    }

    /** The text up to the copy of the message. */
    String own() {
        return own;
    }

    /** Its beginning, where a mail server says what it is about. */
    String beginning() {
        return Excerpt.of(own, BEGINNING);
    }

    /** Whether it has the form of QSBMF (cr.yp.to/proto/qsbmf.txt). */
    boolean isQsbmf() {
        return own.stripLeading().startsWith(QSBMF);
    }

    /**
     * What it says of the recipient: what comes after the address, up to the next address that
     * begins a line, or from the first reply of a mail server on. If it is only about other
     * addresses, what it says of the first. Empty if it has none of these.
     */
    Optional<Said> said() {
        var sections = sections();
        var start = sections.isEmpty() ? own : own.substring(0, sections.getFirst().start());
        return first(sections, this::isRecipient)
                .or(() -> mentioned(start, sections.isEmpty()))
                .or(() -> first(sections, this::isOfRecipient))
                .or(() -> first(sections, _ -> true).map(said -> new Said(said.text(), true)))
                .filter(said -> !said.text().isEmpty());
    }

    /** The reply code in what was said; null if it has none. */
    static Optional<Integer> replyCode(String said) {
        var reply = REPLY.matcher(said);
        while (reply.find()) {
            var code = DeliveryStatus.replyCode(reply.group());
            if (code != null) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    /** Whether a text has the reply or the code of a mail server. */
    static boolean hasReply(String said) {
        return REPLY.matcher(said).find();
    }

    private List<Section> sections() {
        var sections = new ArrayList<Section>();
        var owner = OWNER.matcher(own);
        while (owner.find()) {
            if (!sections.isEmpty()) {
                sections.add(sections.removeLast().until(owner.start()));
            }
            sections.add(new Section(owner.group(1), owner.start(), owner.end(), own.length()));
        }
        return sections;
    }

    private Optional<Said> first(List<Section> sections, Predicate<String> named) {
        return sections.stream()
                .filter(section -> named.test(section.address()))
                .map(section -> said(section.from(), section.end()))
                .findFirst();
    }

    private Optional<Said> mentioned(String start, boolean alone) {
        var address = ADDRESS.matcher(start);
        while (address.find()) {
            if (isRecipient(address.group())
                    && (alone || hasReply(start.substring(address.end())))) {
                return Optional.of(said(address.end(), start.length()));
            }
        }
        var reply = REPLY.matcher(start);
        return alone && reply.find()
                ? Optional.of(said(reply.start(), start.length()))
                : Optional.empty();
    }

    private boolean isRecipient(String address) {
        return address.equalsIgnoreCase(parties.recipient().toString());
    }

    private boolean isOfRecipient(String address) {
        return parties.address(address) == MailParties.Party.RECIPIENT;
    }

    /** Up to the end of the paragraph with the first reply; advice often comes after it. */
    private Said said(int from, int end) {
        var text = own.substring(from, end);
        var reply = REPLY.matcher(text);
        var paragraph = PARAGRAPH.matcher(text);
        int until = reply.find() && paragraph.find(reply.end()) ? paragraph.start() : text.length();
        return new Said(text.substring(0, until).replaceFirst("^[>:)]+", "").strip(), false);
    }

    /**
     * What was said.
     *
     * @param elsewhere whether about another address
     */
    record Said(String text, boolean elsewhere) {}

    private record Section(String address, int start, int from, int end) {

        Section until(int next) {
            return new Section(address, start, from, next);
        }
    }
}
