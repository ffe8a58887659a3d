package io.sendyard.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a message (RFC 2045, 2046) with limits on the number of parts, their depth and the
 * length of text, whatever the message contains.
 */
final class MimeReader {

    private static final int MOST_LEVELS = 12;
    private static final int MOST_PARTS = 200;
    private static final int MOST_HEADERS = 500;
    private static final int MOST_TEXT = 2 * 1024 * 1024;
    private static final String NO_NAME = "Without a name";

    private final List<MessageParts.Header> headers = new ArrayList<>();
    private final List<MessageParts.AttachedFile> attachments = new ArrayList<>();
    private @Nullable String html;
    private @Nullable String text;
    private int level;
    private int entities;

    MessageParts read(byte[] message) {
        var config =
                new MimeConfig.Builder()
                        .setMaxLineLen(-1)
                        .setMaxHeaderLen(-1)
                        .setMaxHeaderCount(-1)
                        .setMaxContentLen(-1)
                        .build();
        var stream =
                new MimeTokenStream(
                        config,
                        DecodeMonitor.SILENT,
                        new DefaultBodyDescriptorBuilder(
                                null, LenientFieldParser.getParser(), DecodeMonitor.SILENT));
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parse(new ByteArrayInputStream(message));
        try {
            walk(stream);
        } catch (MimeException | IOException e) {
            // What was read until here is shown; the whole of it can be downloaded.
        }
        return new MessageParts(List.copyOf(headers), html, text, List.copyOf(attachments));
    }

    private void walk(MimeTokenStream stream) throws MimeException, IOException {
        for (var state = stream.getState();
                state != EntityState.T_END_OF_STREAM && entities <= MOST_PARTS;
                state = next(stream)) {
            switch (state) {
                case T_FIELD -> head(stream);
                case T_START_MULTIPART -> level++;
                case T_END_MULTIPART -> level--;
                case T_BODY -> body(stream);
                default -> {
                    // Nothing to see there.
                }
            }
        }
    }

    private EntityState next(MimeTokenStream stream) throws MimeException, IOException {
        if (level >= MOST_LEVELS) {
            throw new MimeException("Too many levels");
        }
        return stream.next();
    }

    private void head(MimeTokenStream stream) {
        if (level == 0 && entities == 0 && headers.size() < MOST_HEADERS) {
            var field = stream.getField();
            headers.add(new MessageParts.Header(field.getName(), decoded(field.getBody())));
        }
    }

    private void body(MimeTokenStream stream) throws IOException {
        entities++;
        var part = stream.getBodyDescriptor();
        var maximal = part instanceof MaximalBodyDescriptor known ? known : null;
        boolean isFile =
                maximal != null
                        && ("attachment".equalsIgnoreCase(maximal.getContentDispositionType())
                                || maximal.getContentDispositionFilename() != null);
        if (!isFile && part.getMimeType().equals("text/html") && html == null) {
            html = text(part, stream.getDecodedInputStream());
        } else if (!isFile && part.getMimeType().equals("text/plain") && text == null) {
            text = text(part, stream.getDecodedInputStream());
        } else {
            attachments.add(
                    new MessageParts.AttachedFile(
                            name(part, maximal),
                            part.getMimeType().toLowerCase(Locale.ROOT),
                            maximal == null ? null : contentId(maximal.getContentId()),
                            new MessageContent(stream.getDecodedInputStream().readAllBytes())));
        }
    }

    private static String text(BodyDescriptor part, InputStream content) throws IOException {
        var octets = content.readNBytes(MOST_TEXT);
        int end = octets.length;
        // Half a character at the cut would make the rest no UTF-8.
        while (octets.length == MOST_TEXT && end > MOST_TEXT - 4 && octets[end - 1] < 0) {
            end--;
        }
        return CharsetLabels.decoded(Arrays.copyOf(octets, end), part.getCharset());
    }

    private static String name(BodyDescriptor part, @Nullable MaximalBodyDescriptor maximal) {
        var name = maximal == null ? null : maximal.getContentDispositionFilename();
        if (name == null && maximal != null) {
            name = maximal.getContentTypeParameters().get("name");
        }
        if (name == null || name.isBlank()) {
            return part.getMimeType().equals("message/rfc822") ? "Message.eml" : NO_NAME;
        }
        return decoded(name);
    }

    private static @Nullable String contentId(@Nullable String id) {
        return id == null ? null : id.strip().replaceAll("^<|>$", "");
    }

    private static String decoded(String value) {
        var unfolded = value.replaceAll("\\r?\\n(?=[ \\t])", "").strip();
        return EncodedWords.decoded(unfolded);
    }
}
