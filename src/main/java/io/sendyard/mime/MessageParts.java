package io.sendyard.mime;

import io.sendyard.core.ByteSize;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a message is made of, as far as people look at it.
 *
 * @param headers the fields of its head, in their order, unfolded and decoded (RFC 2047)
 * @param html its HTML text; null where it has none
 * @param text its plain text; null where it has none
 * @param attachments its files, those shown in the text too
 */
public record MessageParts(
        List<Header> headers,
        @Nullable String html,
        @Nullable String text,
        List<AttachedFile> attachments) {

    /** Takes a message apart, under limits; what is beyond them, or can't be read, is left out. */
    public static MessageParts of(byte[] message) {
        return new MimeReader().read(message);
    }

    /** The value of the first field of that name. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** One field of the head. */
    public record Header(String name, String value) {}

    /**
     * A file in a message.
     *
     * @param type its media type, as the message says
     * @param contentId how the HTML text refers to it (RFC 2392); null where it can't
     */
    public record AttachedFile(
            String name, String type, @Nullable String contentId, MessageContent content) {

        public ByteSize size() {
            return new ByteSize(content.size());
        }
    }
}
