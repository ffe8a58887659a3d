package io.sendyard.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Rewrites a message for a mail server that accepts no bytes above 127 in a body (RFC 6152 section
 * 3): each part with such bytes becomes quoted-printable, or Base64 if it isn't text. A part that
 * is declared as encoded already is only completed. The message's own header stays.
 */
public final class SevenBitEncoding {

    private static final String TEXT = "text/plain";
    private static final String MESSAGE = "message/rfc822";

    private final ByteArrayOutputStream out;
    private final byte[] all;

    private SevenBitEncoding(byte[] message) {
        all = message;
        out = new ByteArrayOutputStream(message.length + message.length / 4);
    }

    public static byte[] of(byte[] message) {
        var seven = new SevenBitEncoding(message);
        seven.entity(0, message.length, 0, TEXT);
        return seven.out.toByteArray();
    }

    private void entity(int from, int to, int depth, String standardType) {
        int body = CrlfBytes.bodyOf(all, from, to);
        var given = PartHeader.of(all, from, body);
        var header = depth == 0 ? given : given.ascii();
        if (!CrlfBytes.anyAbove127(all, body, to)) {
            out.writeBytes(header.octets());
            out.write(all, body, to - body);
            return;
        }
        var type = header.type(standardType);
        var boundary = depth < RawMessage.DEEPEST ? boundary(type) : Optional.<String>empty();
        var encoding = header.encoding();
        if (boundary.isPresent()) {
            out.writeBytes(sevenBit(header).octets());
            parts(body, to, boundary.get(), depth, type.value());
        } else if (encoding.equals("quoted-printable")) {
            out.writeBytes(header.octets());
            QuotedPrintable.complete(out, all, body, to);
        } else if (encoding.equals("base64")) {
            out.writeBytes(header.octets());
            withoutOctetsAbove127(body, to);
        } else if (depth < RawMessage.DEEPEST && type.value().equals(MESSAGE)) {
            out.writeBytes(sevenBit(header).octets());
            entity(body, to, depth + 1, TEXT);
        } else {
            leaf(header, type.value(), body, to);
        }
    }

    /** Between lines of two hyphens and the boundary (RFC 2046 section 5.1). */
    private void parts(int from, int to, String boundary, int depth, String type) {
        var delimiter = "--" + boundary;
        var standardType = type.equals("multipart/digest") ? MESSAGE : TEXT;
        int partStart = -1;
        int copied = from;
        for (int line = from; line < to; line = lineAfter(line, to)) {
            int next = lineAfter(line, to);
            boolean last = isLine(delimiter + "--", line, next);
            if (!last && !isLine(delimiter, line, next)) {
                continue;
            }
            // The line end before a delimiter belongs to it.
            int partEnd = Math.max(partStart, line - 2);
            if (partStart >= 0) {
                entity(partStart, partEnd, depth + 1, standardType);
                copied = partEnd;
            }
            QuotedPrintable.complete(out, all, copied, line);
            out.write(all, line, next - line);
            copied = next;
            partStart = last ? -1 : next;
            if (last) {
                break;
            }
        }
        if (partStart >= 0) {
            entity(partStart, to, depth + 1, standardType);
        } else {
            QuotedPrintable.complete(out, all, copied, to);
        }
    }

    private void leaf(PartHeader header, String type, int from, int to) {
        boolean text = type.startsWith("text/") || isComposite(type);
        out.writeBytes(header.encodedAs(text ? "quoted-printable" : "base64").octets());
        if (text) {
            QuotedPrintable.encode(out, all, from, to);
        } else {
            out.writeBytes(Base64.getMimeEncoder().encode(Arrays.copyOfRange(all, from, to)));
        }
    }

    /** Decoders pass over them (RFC 2045 section 6.8). */
    private void withoutOctetsAbove127(int from, int to) {
        for (int i = from; i < to; i++) {
            if (all[i] >= 0) {
                out.write(all[i]);
            }
        }
    }

    private static PartHeader sevenBit(PartHeader header) {
        return header.hasEncoding() ? header.encodedAs("7bit") : header;
    }

    private static Optional<String> boundary(ParameterField type) {
        return Optional.of(type)
                .filter(multipart -> multipart.value().startsWith("multipart/"))
                .flatMap(multipart -> multipart.parameter("boundary"))
                .map(String::stripTrailing)
                .filter(boundary -> !boundary.isEmpty())
                .filter(boundary -> StandardCharsets.US_ASCII.newEncoder().canEncode(boundary));
    }

    private static boolean isComposite(String type) {
        return type.startsWith("message/") || type.startsWith("multipart/");
    }

    private int lineAfter(int from, int to) {
        int i = from;
        while (i < to && all[i] != '\n') {
            i++;
        }
        return Math.min(to, i + 1);
    }

    /** Whether a line is that text, but for white space at its end. */
    private boolean isLine(String text, int from, int next) {
        if (next - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (all[from + i] != text.charAt(i)) {
                return false;
            }
        }
        for (int i = from + text.length(); i < next; i++) {
            if (" \t\r\n".indexOf(all[i]) < 0) {
                return false;
            }
        }
        return true;
    }
}
