package io.sendyard.mime;

import io.sendyard.core.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.james.mime4j.codec.QuotedPrintableOutputStream;

/** A body with the fields that describe it (RFC 2045), in seven bits and lines of 76. */
sealed interface MimePart {

    /** Writes its fields, an empty line and the body. */
    void writeTo(OutputStream out) throws IOException;

    /** Text in UTF-8, encoded in the shorter of the two ways. */
    static MimePart text(String subtype, String text) {
        var octets = lines(text).getBytes(StandardCharsets.UTF_8);
        boolean legible = legible(octets);
        return new Leaf(
                "Content-Type: text/%s; charset=utf-8\r\n".formatted(subtype)
                        + transferEncoding(legible ? "quoted-printable" : "base64"),
                legible ? quotedPrintable(octets) : base64(octets));
    }

    /**
     * A file.
     *
     * @param fields that describe it, each ended with CRLF
     */
    static MimePart file(String fields, byte[] content) {
        return new Leaf(fields + transferEncoding("base64"), base64(content));
    }

    /** Several as one; where there is but one, that. */
    static MimePart several(String subtype, List<MimePart> parts) {
        return parts.size() == 1
                ? parts.getFirst()
                : new Multipart(subtype, Secret.random("=_", 30).reveal(), parts);
    }

    private static String transferEncoding(String encoding) {
        return "Content-Transfer-Encoding: " + encoding + "\r\n";
    }

    private static String lines(String text) {
        var lines = new StringBuilder(text.length() + text.length() / 32);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ended = c == '\n' && i > 0 && text.charAt(i - 1) == '\r';
            if (c == '\r' || c == '\n') {
                lines.append(ended ? "" : "\r\n");
            } else {
                lines.append(c);
            }
        }
        return lines.toString();
    }

    /** Whether most of it can stand as it is, so that quoted-printable is shorter. */
    private static boolean legible(byte[] octets) {
        int special = 0;
        for (byte octet : octets) {
            if ((octet < ' ' && octet != '\r' && octet != '\n') || octet == '=' || octet == 0x7F) {
                special++;
            }
        }
        return special < octets.length / 6 + 10;
    }

    private static byte[] quotedPrintable(byte[] octets) {
        var encoded = new ByteArrayOutputStream(octets.length + octets.length / 8);
        try (var out = new QuotedPrintableOutputStream(encoded, false)) {
            out.write(octets, 0, octets.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encoded.toByteArray();
    }

    private static byte[] base64(byte[] octets) {
        return Base64.getMimeEncoder().encode(octets);
    }

    /** One body. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Leaf(String fields, byte[] encoded) implements MimePart {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write((fields + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.write(encoded);
        }
    }

    /** Bodies between boundaries (RFC 2046 section 5.1), which occur in no encoded body. */
    record Multipart(String subtype, String boundary, List<MimePart> parts) implements MimePart {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            write(
                    out,
                    "Content-Type: multipart/%s;\r\n boundary=\"%s\"\r\n\r\n"
                            .formatted(subtype, boundary));
            for (var part : parts) {
                write(out, "--" + boundary + "\r\n");
                part.writeTo(out);
                write(out, "\r\n");
            }
            write(out, "--" + boundary + "--\r\n");
        }

        private static void write(OutputStream out, String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
