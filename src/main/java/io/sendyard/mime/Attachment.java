package io.sendyard.mime;

import io.sendyard.core.PlainText;
import io.sendyard.core.Refusal;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A checked file of a message.
 *
 * @param contentId without angle brackets; null if no text shows it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Attachment(
        String name, String contentType, byte[] content, @Nullable String contentId) {

    private static final int MOST_IN_NAME = 255;
    private static final int MOST_IN_TYPE = 255;
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`{|}~-]{1,127}";
    private static final Pattern TYPE =
            Pattern.compile(
                    "%1$s/%1$s( ?; ?%1$s=(%1$s|\"[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]*\"))*"
                            .formatted(TOKEN));
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7E&&[^<>\"\\\\]]{1,200}");

    /**
     * Checks a file that someone gives.
     *
     * @param field of the request, for the refusal: {@code attachments[0]}
     * @param content in Base64
     * @throws Refusal by the name of the field: {@code attachments[0].name}
     */
    public static Attachment of(
            String field,
            @Nullable String name,
            @Nullable String contentType,
            @Nullable String content,
            @Nullable String contentId) {
        return new Attachment(
                name(field + ".name", name),
                type(field + ".contentType", contentType),
                content(field + ".content", content),
                id(field + ".contentId", contentId));
    }

    MimePart part() {
        var fields = new StringBuilder();
        fields.append(HeaderFields.field("Content-Type", contentType));
        fields.append("Content-Disposition: ")
                .append(contentId == null ? "attachment" : "inline")
                .append(";\r\n ")
                .append(HeaderFields.parameter("filename", name))
                .append("\r\n");
        if (contentId != null) {
            fields.append("Content-ID: <").append(contentId).append(">\r\n");
        }
        return MimePart.file(fields.toString(), content);
    }

    private static String name(String field, @Nullable String name) {
        if (name == null
                || name.isBlank()
                || name.codePointCount(0, name.length()) > MOST_IN_NAME) {
            throw Refusal.invalid(field, "Give the file a name of 1 to 255 characters.");
        }
        if (PlainText.PlainTextValidator.hides(name)) {
            throw Refusal.invalid(
                    field, "Control characters and hidden marks can't be used in a file's name.");
        }
        return name;
    }

    private static String type(String field, @Nullable String type) {
        if (type == null) {
            return "application/octet-stream";
        }
        var key = type.toLowerCase(Locale.ROOT);
        if (type.length() > MOST_IN_TYPE || !TYPE.matcher(type).matches()) {
            throw Refusal.invalid(field, "This is not a media type such as image/png.");
        }
        if (key.startsWith("multipart/") || key.startsWith("message/")) {
            throw Refusal.invalid(field, "Attach this as application/octet-stream.");
        }
        return type;
    }

    private static byte[] content(String field, @Nullable String content) {
        if (content == null) {
            throw Refusal.invalid(field, "Give the file's content in base64.");
        }
        try {
            return Base64.getDecoder().decode(content.replaceAll("[\\r\\n]", ""));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(field, "This is not base64 (RFC 4648 section 4).");
        }
    }

    private static @Nullable String id(String field, @Nullable String given) {
        if (given == null) {
            return null;
        }
        var id = given.replaceFirst("^cid:", "").replaceFirst("^<(.*)>$", "$1");
        if (!ID.matcher(id).matches()) {
            throw Refusal.invalid(
                    field, "Use 1 to 200 printable ASCII characters without quotes and brackets.");
        }
        return id;
    }
}
