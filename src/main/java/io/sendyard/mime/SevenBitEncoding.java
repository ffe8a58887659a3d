package io.sendyard.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.QuotedPrintableOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a message for a mail server that accepts no bytes above 127 in a body (RFC 6152 section
 * 3): each part with such bytes becomes quoted-printable, or Base64 if it isn't text. The message's
 * own header stays.
 */
public final class SevenBitEncoding {

    private static final int DEEPEST = 20;
    private static final String EMPTY_LINE = "\r\n";
    private static final Pattern TYPE =
            Pattern.compile("(?im)^content-type[ \\t]*:((?:[^\\r]|\\r\\n[ \\t])*+)\\r\\n");
    private static final Pattern ENCODING =
            Pattern.compile(
                    "(?im)^content-transfer-encoding[ \\t]*:(?:[^\\r]|\\r\\n[ \\t])*+\\r\\n");
    private static final Pattern ABOVE_127 = Pattern.compile("[\\x80-\\xFF]");
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i);\\s*boundary\\s*=\\s*(?:\"([^\"]{1,200})\"|([^\\s;\"]{1,200}))");

    private final ByteArrayOutputStream out;

    private SevenBitEncoding(int size) {
        out = new ByteArrayOutputStream(size + size / 4);
    }

    public static byte[] of(byte[] message) {
        var seven = new SevenBitEncoding(message.length);
        try {
            seven.entity(message, 0, message.length, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seven.out.toByteArray();
    }

    private void entity(byte[] all, int from, int to, int depth) throws IOException {
        int body = CrlfBytes.bodyOf(all, from, to);
        if (!CrlfBytes.anyAbove127(all, body, to)) {
            out.write(header(all, from, body, depth).getBytes(StandardCharsets.ISO_8859_1));
            out.write(all, body, to - body);
            return;
        }
        var header = header(all, from, body, depth);
        var type = type(latin(all, from, body));
        var boundary = boundary(type);
        if (depth < DEEPEST && boundary != null) {
            out.write(encodedAs("7bit", header, false));
            parts(all, body, to, boundary, depth);
        } else if (depth < DEEPEST && isMessage(type)) {
            out.write(encodedAs("7bit", header, false));
            entity(all, body, to, depth + 1);
        } else {
            leaf(header, type.strip().isEmpty() || isText(type), all, body, to);
        }
    }

    /** Between lines of two hyphens and the boundary (RFC 2046 section 5.1). */
    private void parts(byte[] all, int from, int to, String boundary, int depth)
            throws IOException {
        var delimiter = "--" + boundary;
        int partStart = -1;
        int copied = from;
        for (int line = from; line < to; line = lineAfter(all, line, to)) {
            if (!startsWith(all, line, to, delimiter)) {
                continue;
            }
            // The line end before a delimiter belongs to it.
            int partEnd = Math.max(partStart, line - 2);
            if (partStart >= 0) {
                entity(all, partStart, partEnd, depth + 1);
                copied = partEnd;
            }
            int next = lineAfter(all, line, to);
            writeSeven(all, copied, next);
            copied = next;
            boolean last = startsWith(all, line, to, delimiter + "--");
            partStart = last ? -1 : next;
            if (last) {
                break;
            }
        }
        if (partStart >= 0) {
            entity(all, partStart, to, depth + 1);
        } else {
            writeSeven(all, copied, to);
        }
    }

    private void leaf(String header, boolean text, byte[] all, int from, int to)
            throws IOException {
        var encoding = text ? "quoted-printable" : "base64";
        out.write(encodedAs(encoding, header, true));
        if (text) {
            try (var encoder = new QuotedPrintableOutputStream(out, false)) {
                encoder.write(all, from, to - from);
            }
        } else {
            out.write(Base64.getMimeEncoder().encode(Arrays.copyOfRange(all, from, to)));
        }
    }

    /** The header with another encoding; one that has none gets it only where it must. */
    private static byte[] encodedAs(String encoding, String header, boolean must) {
        var field = "Content-Transfer-Encoding: " + encoding + "\r\n";
        var match = ENCODING.matcher(header);
        var changed =
                match.find()
                        ? match.replaceFirst(field)
                        : must ? beforeTheEmptyLine(header, field) : header;
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** In front of all others it would take a first line that is folded for its own. */
    private static String beforeTheEmptyLine(String header, String field) {
        int end = header.length() - EMPTY_LINE.length();
        return header.substring(0, end) + field + EMPTY_LINE;
    }

    /** A preamble is not shown to anyone: bytes above 127 in it become question marks. */
    private void writeSeven(byte[] all, int from, int to) {
        for (int i = from; i < to; i++) {
            out.write(all[i] < 0 ? '?' : all[i]);
        }
    }

    /** That of a part is in the body of the whole; it can't be encoded. */
    private static String header(byte[] all, int from, int to, int depth) {
        var header = latin(all, from, to);
        return depth == 0 ? header : ABOVE_127.matcher(header).replaceAll("?");
    }

    private static String type(String header) {
        var match = TYPE.matcher(header);
        return match.find() ? match.group(1) : "";
    }

    private static @Nullable String boundary(String type) {
        var match = BOUNDARY.matcher(type);
        boolean multipart = type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
        if (!multipart || !match.find()) {
            return null;
        }
        return match.group(1) == null ? match.group(2) : match.group(1);
    }

    private static boolean isText(String type) {
        return type.strip().toLowerCase(Locale.ROOT).startsWith("text/");
    }

    private static boolean isMessage(String type) {
        return type.strip().toLowerCase(Locale.ROOT).startsWith("message/rfc822");
    }

    private static int lineAfter(byte[] all, int from, int to) {
        int i = from;
        while (i < to && all[i] != '\n') {
            i++;
        }
        return Math.min(to, i + 1);
    }

    private static boolean startsWith(byte[] all, int from, int to, String text) {
        if (to - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((all[from + i] & 0xff) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String latin(byte[] all, int from, int to) {
        return new String(all, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
