package io.sendyard.mime;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.Mailbox;
import io.sendyard.core.MessageId;
import io.sendyard.core.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.jspecify.annotations.Nullable;

/**
 * A message written elsewhere: its header fields, and the bytes to send, which are those received
 * except for the fields that Sendyard removes and adds.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record RawMessage(RawHeader header, byte[] body) {

    public static final String STREAM = "X-PM-Message-Stream";
    public static final String TAG = "X-PM-Tag";
    public static final String METADATA = "X-PM-Metadata-";

    /** Bytes of an encoded subject, without line breaks. */
    public static final int MOST_IN_SUBJECT = 998;

    /** Fields with instructions for Sendyard, or not meant for recipients. */
    private static final Set<String> TAKEN_OUT =
            Set.of(
                    "bcc",
                    "resent-bcc",
                    "return-path",
                    "x-pm-message-stream",
                    "x-pm-tag",
                    "x-pm-trackopens",
                    "x-pm-tracklinks");

    private static final String FROM = "From";
    private static final String MESSAGE_ID = "Message-ID";
    private static final String DATE = "Date";
    private static final Pattern NOTHING = Pattern.compile("\\s*(<\\s*>)?\\s*");
    private static final int MOST_HOPS = 100;
    private static final int MOST_PARTS = 1_000;

    /** Parts in each other. */
    static final int DEEPEST = 50;

    /**
     * Reads it.
     *
     * @throws Refusal by the name of a header, or {@code message} for its form
     */
    public static RawMessage read(byte[] octets) {
        int end = endOfHeader(octets);
        var header = new byte[end];
        System.arraycopy(octets, 0, header, 0, end);
        var body = new byte[octets.length - end];
        System.arraycopy(octets, end, body, 0, body.length);
        checkParts(octets);
        var fields = RawHeader.read(header);
        fields.checkOccurrences();
        return new RawMessage(fields, body);
    }

    /** Its first author. */
    public Mailbox from() {
        return authors().getFirst();
    }

    /**
     * Everyone that must be allowed to send it: its authors, and if there are several, the Sender
     * among or beside them (RFC 5322 section 3.6.2).
     */
    public List<Mailbox> senders() {
        var authors = authors();
        if (authors.size() == 1) {
            return authors;
        }
        var sender = mailboxes("Sender");
        if (sender.size() != 1) {
            throw Refusal.invalid(
                    FROM, "Several addresses in From need a Sender header with one address.");
        }
        return Stream.concat(authors.stream(), sender.stream()).toList();
    }

    /** The addresses in a header such as {@code To}, as far as they can be read. */
    public List<EmailAddress> addresses(String name) {
        return header.values(name).stream()
                .flatMap(value -> AddressField.of(value).mailboxes().stream())
                .map(Mailbox::address)
                .toList();
    }

    /**
     * Checks that it isn't in a loop between mail servers (RFC 5321 section 6.3).
     *
     * @throws Refusal by the name {@code Received}
     */
    public void checkHops() {
        if (header.values("Received").size() > MOST_HOPS) {
            throw Refusal.invalid(
                    "Received",
                    "This message has passed more than 100 mail servers. It seems to loop.");
        }
    }

    public Optional<String> stream() {
        return header.text(STREAM);
    }

    public Optional<String> tag() {
        return header.text(TAG);
    }

    /** The customer's pairs, by key. */
    public Map<String, @Nullable String> metadata() {
        var metadata = new LinkedHashMap<String, @Nullable String>();
        header.fields().stream()
                .filter(RawMessage::isMetadata)
                .forEach(field ->
                        metadata.put(
                                field.name().substring(METADATA.length()),
                                RawHeader.shown(field.value())));
        return metadata;
    }

    public String subject() {
        var subject = header.text("Subject").orElse("");
        if (header.values("Subject").stream()
                .anyMatch(raw -> raw.getBytes(StandardCharsets.UTF_8).length > MOST_IN_SUBJECT)) {
            throw Refusal.invalid("Subject", "A subject can have 998 octets.");
        }
        if (subject.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid("Subject", "Control characters can't be used here.");
        }
        return subject;
    }

    /**
     * The bytes to send, with a Received field, and with a date and an id if it has none.
     *
     * @param trace the clauses {@code from}, {@code by} and {@code with} of the Received field (RFC
     *     5321 section 4.4)
     */
    public byte[] written(String trace, MessageId id, Mailbox from, Instant now) {
        var rest = header.without(RawMessage::isEmpty);
        return written(
                MimeComposer.received(trace, id, now)
                        + (rest.has(MESSAGE_ID) ? "" : MimeComposer.messageId(id, from))
                        + (rest.has(DATE) ? "" : MimeComposer.date(now)),
                rest);
    }

    /** The bytes to send when it is sent again: with a new date and id. */
    public byte[] writtenAgain(MessageId id, Mailbox from, Instant now) {
        return written(
                MimeComposer.messageId(id, from) + MimeComposer.date(now),
                header.without(field -> field.is(MESSAGE_ID) || field.is(DATE)));
    }

    private byte[] written(String fields, RawHeader rest) {
        var kept = rest.without(RawMessage::isTakenOut).octets();
        return CrlfBytes.joined(
                CrlfBytes.joined(fields.getBytes(StandardCharsets.UTF_8), kept), body);
    }

    private List<Mailbox> authors() {
        var authors = mailboxes(FROM);
        if (authors.isEmpty()) {
            throw Refusal.invalid(
                    FROM, "Add one From header with an address, like Ann <ann@example.com>.");
        }
        return authors;
    }

    /** The mailboxes of a header; none if one of them can't be read. */
    private List<Mailbox> mailboxes(String name) {
        var fields = header.values(name).stream().map(AddressField::of).toList();
        return fields.size() == 1 && fields.getFirst().readable()
                ? fields.getFirst().mailboxes()
                : List.of();
    }

    /** Whether it is a date or id that says nothing; some programs leave it to the next server. */
    private static boolean isEmpty(RawHeader.Field field) {
        return (field.is(MESSAGE_ID) || field.is(DATE)) && NOTHING.matcher(field.value()).matches();
    }

    private static boolean isMetadata(RawHeader.Field field) {
        return field.name().regionMatches(true, 0, METADATA, 0, METADATA.length());
    }

    private static boolean isTakenOut(RawHeader.Field field) {
        return TAKEN_OUT.contains(field.name().toLowerCase(Locale.ROOT)) || isMetadata(field);
    }

    /** The start of the empty line; checks each line on the way. */
    private static int endOfHeader(byte[] octets) {
        int end = -1;
        int start = 0;
        for (int i = 0; i < octets.length; i++) {
            boolean ends = octets[i] == '\n' && i > 0 && octets[i - 1] == '\r';
            boolean bareFeed = octets[i] == '\n' && !ends;
            boolean bareReturn =
                    octets[i] == '\r' && (i + 1 == octets.length || octets[i + 1] != '\n');
            if (bareFeed || bareReturn || octets[i] == 0) {
                throw Refusal.invalid(
                        "message",
                        "Each line ends with CRLF; a bare CR or LF and NUL are refused.");
            }
            if (ends) {
                if (i - 1 - start > HeaderFields.LONGEST_LINE) {
                    throw Refusal.invalid("message", "A line can have 998 octets.");
                }
                end = end < 0 && i - 1 == start ? start : end;
                start = i + 1;
            }
        }
        if (octets.length - start > HeaderFields.LONGEST_LINE) {
            throw Refusal.invalid("message", "A line can have 998 octets.");
        }
        if (end < 0 && start != octets.length) {
            throw Refusal.invalid("message", "The message's header has no end.");
        }
        return end < 0 ? octets.length : end;
    }

    private static void checkParts(byte[] octets) {
        var config =
                MimeConfig.custom()
                        .setMaxLineLen(HeaderFields.LONGEST_LINE + 2)
                        .setMaxHeaderCount(MOST_PARTS)
                        .setMaxHeaderLen(-1)
                        .build();
        var tokens = new MimeTokenStream(config);
        tokens.parse(new ByteArrayInputStream(octets));
        int parts = 0;
        int depth = 0;
        try {
            for (var state = tokens.getState();
                    state != EntityState.T_END_OF_STREAM;
                    state = tokens.next()) {
                switch (state) {
                    case T_START_BODYPART, T_START_MESSAGE -> {
                        parts++;
                        depth++;
                    }
                    case T_END_BODYPART, T_END_MESSAGE -> depth--;
                    default -> {}
                }
                if (parts > MOST_PARTS || depth > DEEPEST) {
                    throw Refusal.invalid(
                            "message", "A message can have 1000 parts, 50 of them in each other.");
                }
            }
        } catch (MimeException e) {
            throw Refusal.invalid("message", "The parts of this message can't be told apart.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
