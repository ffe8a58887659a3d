package io.sendyard.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody gives to have a message sent; {@link MessageAcceptance} says what of it can't be
 * taken.
 *
 * @param from absent: the server's standard sender
 * @param variables for the places in subject, html and text; absent: they stand as they are
 * @param stream its slug or id; absent: the server's default stream
 * @param replyTo one address or several
 * @param sendAt when it is to go out, up to 30 days ahead; absent or past: now
 */
public record NewMessage(
        @Nullable String from,
        @Nullable AddressList to,
        @Nullable AddressList cc,
        @Nullable AddressList bcc,
        @Nullable String subject,
        @Nullable String html,
        @Nullable String text,
        @Nullable Map<String, @Nullable Object> variables,
        @Nullable String template,
        @Nullable String stream,
        @Nullable AddressList replyTo,
        @Nullable Map<String, @Nullable String> headers,
        @Nullable String tag,
        @Nullable Map<String, @Nullable String> metadata,
        @Nullable List<@Nullable File> attachments,
        @Nullable Instant sendAt) {

    /** A plain message, as this house writes them itself. */
    public static NewMessage plain(
            String from, String to, String subject, String text, @Nullable String tag) {
        return written(from, to, subject, null, text, tag);
    }

    /** The same with HTML beside the text. */
    static NewMessage written(
            String from,
            String to,
            String subject,
            @Nullable String html,
            String text,
            @Nullable String tag) {
        return new NewMessage(
                from,
                AddressList.of(to),
                null,
                null,
                subject,
                html,
                text,
                null,
                null,
                null,
                null,
                null,
                tag,
                null,
                null,
                null);
    }

    /**
     * A file that goes with it.
     *
     * @param content in base64
     * @param contentId under which the HTML shows it: {@code cid:logo}; absent: it is attached
     */
    public record File(
            @Nullable String name,
            @Nullable String contentType,
            @Nullable String content,
            @Nullable String contentId) {}
}
