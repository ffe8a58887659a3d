package io.sendyard.mime;

import java.io.ByteArrayOutputStream;

/**
 * Writes text as quoted-printable (RFC 2045 section 6.7). No line begins with two hyphens, so that
 * none is taken for a boundary.
 */
final class QuotedPrintable {

    private static final int LONGEST_LINE = 76;
    private static final String HEX = "0123456789ABCDEF";

    private final ByteArrayOutputStream out;
    private final byte[] octets;
    private final int end;
    private final boolean encoded;
    private int column;

    private QuotedPrintable(ByteArrayOutputStream out, byte[] octets, int end, boolean encoded) {
        this.out = out;
        this.octets = octets;
        this.end = end;
        this.encoded = encoded;
    }

    /** Encodes text whose lines end with CRLF. */
    static void encode(ByteArrayOutputStream out, byte[] octets, int from, int to) {
        new QuotedPrintable(out, octets, to, false).write(from);
    }

    /** Encodes only the octets above 127 in text that is quoted-printable but for them. */
    static void complete(ByteArrayOutputStream out, byte[] octets, int from, int to) {
        new QuotedPrintable(out, octets, to, true).write(from);
    }

    private void write(int from) {
        for (int i = from; i < end; ) {
            if (isLineEnd(i)) {
                out.write('\r');
                out.write('\n');
                column = 0;
                i += 2;
            } else if (encoded && octets[i] == '=' && isLineEnd(i + 1)) {
                out.write('=');
                i++;
            } else {
                int length = encoded && isEscape(i) ? 3 : 1;
                write(i, length);
                i += length;
            }
        }
    }

    private void write(int at, int length) {
        boolean escaped = length == 1 && isEscaped(at);
        int width = escaped ? 3 : length;
        if (column + width > (endsLine(at + length) ? LONGEST_LINE : LONGEST_LINE - 1)) {
            out.write('=');
            out.write('\r');
            out.write('\n');
            column = 0;
            escaped = length == 1 && isEscaped(at);
            width = escaped ? 3 : length;
        }
        if (escaped) {
            out.write('=');
            out.write(HEX.charAt((octets[at] & 0xF0) >> 4));
            out.write(HEX.charAt(octets[at] & 0x0F));
        } else {
            out.write(octets, at, length);
        }
        column += width;
    }

    private boolean isEscaped(int at) {
        byte octet = octets[at];
        boolean hyphens = column == 0 && octet == '-' && at + 1 < end && octets[at + 1] == '-';
        if (octet < 0 || hyphens || encoded) {
            return octet < 0 || hyphens;
        }
        return switch (octet) {
            case ' ', '\t' -> endsLine(at + 1);
            case '=', 0x7F -> true;
            default -> octet < ' ';
        };
    }

    private boolean endsLine(int at) {
        return at >= end || isLineEnd(at);
    }

    private boolean isLineEnd(int at) {
        return at + 1 < end && octets[at] == '\r' && octets[at + 1] == '\n';
    }

    private boolean isEscape(int at) {
        return at + 2 < end && octets[at] == '=' && isHex(octets[at + 1]) && isHex(octets[at + 2]);
    }

    private static boolean isHex(byte octet) {
        return Character.digit(octet, 16) >= 0;
    }
}
