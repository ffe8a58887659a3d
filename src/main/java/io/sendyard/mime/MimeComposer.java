package io.sendyard.mime;

import io.sendyard.core.Mailbox;
import io.sendyard.core.MessageId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message as RFC 5322 and MIME write it, in seven bits: who gets a blind copy is not in it.
 *
 * @param headers the customer's own, ready to be written
 */
public record MimeComposer(
        MessageId id,
        Instant date,
        Mailbox from,
        List<Mailbox> to,
        List<Mailbox> cc,
        List<Mailbox> replyTo,
        String subject,
        @Nullable String html,
        @Nullable String text,
        String headers,
        List<Attachment> attachments) {

    private static final byte[] CRLF = {'\r', '\n'};

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** The field {@code Received} of a message that came in at that moment, ended with CRLF. */
    static String received(String trace, MessageId id, Instant moment) {
        return "Received: %s\r\n\tid %s; %s\r\n".formatted(trace, id, DATE.format(moment));
    }

    /** The field {@code Date} of that moment, ended with CRLF. */
    static String date(Instant moment) {
        return HeaderFields.field("Date", DATE.format(moment));
    }

    /** The field {@code Message-ID} of a message from that sender, ended with CRLF. */
    static String messageId(MessageId id, Mailbox from) {
        return "Message-ID: <" + id + "@" + from.address().domain() + ">\r\n";
    }

    /** All of it, with CRLF. */
    public byte[] written() {
        var out = new ByteArrayOutputStream();
        try {
            out.write(header().getBytes(StandardCharsets.UTF_8));
            body().writeTo(out);
            out.write(CRLF);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private String header() {
        var header = new StringBuilder();
        header.append(HeaderFields.mailboxes("From", List.of(from)));
        header.append(
                to.isEmpty() && cc.isEmpty()
                        ? HeaderFields.field("To", "undisclosed-recipients:;")
                        : several("To", to));
        header.append(several("Cc", cc)).append(several("Reply-To", replyTo));
        header.append(HeaderFields.text("Subject", subject));
        header.append(messageId(id, from)).append(date(date));
        header.append(headers).append("MIME-Version: 1.0\r\n");
        return header.toString();
    }

    private static String several(String name, List<Mailbox> mailboxes) {
        return mailboxes.isEmpty() ? "" : HeaderFields.mailboxes(name, mailboxes);
    }

    private MimePart body() {
        var parts = new ArrayList<MimePart>();
        parts.add(words());
        files(false).forEach(parts::add);
        return MimePart.several("mixed", parts);
    }

    private MimePart words() {
        var parts = new ArrayList<MimePart>();
        if (text != null) {
            parts.add(MimePart.text("plain", text));
        }
        if (html != null) {
            var page = new ArrayList<MimePart>();
            page.add(MimePart.text("html", html));
            files(true).forEach(page::add);
            parts.add(MimePart.several("related", page));
        }
        return MimePart.several("alternative", parts);
    }

    private List<MimePart> files(boolean shown) {
        return attachments.stream()
                .filter(file -> shown == (html != null && file.contentId() != null))
                .map(Attachment::part)
                .toList();
    }
}
