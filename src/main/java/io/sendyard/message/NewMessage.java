package io.sendyard.message;

import io.sendyard.core.Refusal;
import io.sendyard.mime.Attachment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A message to be sent; {@link MessageAcceptance} decides what is refused.
 *
 * @param from null: the server's default sender
 * @param variables for the placeholders in subject, HTML and text; null: they stay as they are
 * @param stream its slug or id; null: the server's default stream
 * @param replyTo one address or several
 * @param sendAt when to send it, up to 30 days ahead; null or past: now
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

    private static final int MOST_ATTACHMENTS = 100;

    /** A plain message of Sendyard's own. */
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
     * The files, checked.
     *
     * @throws Refusal by the name of the field: {@code attachments[0].name}
     */
    List<Attachment> checkedAttachments() {
        if (attachments == null) {
            return List.of();
        }
        if (attachments.size() > MOST_ATTACHMENTS) {
            throw Refusal.invalid("attachments", "A message can have 100 attachments.");
        }
        return IntStream.range(0, attachments.size())
                .mapToObj(i -> checked("attachments[" + i + "]", attachments.get(i)))
                .toList();
    }

    private static Attachment checked(String field, @Nullable File file) {
        if (file == null) {
            throw Refusal.invalid(field, "Give a name, a content type and the content.");
        }
        return Attachment.of(
                field, file.name(), file.contentType(), file.content(), file.contentId());
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
