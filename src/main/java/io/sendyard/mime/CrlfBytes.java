package io.sendyard.mime;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Works on the bytes of messages whose lines end with CRLF. */
public final class CrlfBytes {

    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private CrlfBytes() {}

    /**
     * With each line ended by CR and LF. A lone one of them never leaves: hosts differ in what it
     * means to them, and forgeries are made of that.
     */
    public static byte[] withCrlf(byte[] message) {
        if (isClean(message)) {
            return message;
        }
        var clean = new ByteArrayOutputStream(message.length + message.length / 8);
        for (int i = 0; i < message.length; i++) {
            if (message[i] == CR || message[i] == LF) {
                clean.write(CR);
                clean.write(LF);
                i += message[i] == CR && i + 1 < message.length && message[i + 1] == LF ? 1 : 0;
            } else {
                clean.write(message[i]);
            }
        }
        return clean.toByteArray();
    }

    /** Where the body begins, behind the first empty line; the end where there is none. */
    public static int bodyOf(byte[] message) {
        return bodyOf(message, 0, message.length);
    }

    public static int bodyOf(byte[] message, int from, int to) {
        if (to - from >= 2 && message[from] == CR && message[from + 1] == LF) {
            return from + 2;
        }
        for (int i = from; i + 3 < to; i++) {
            if (message[i] == CR
                    && message[i + 1] == LF
                    && message[i + 2] == CR
                    && message[i + 3] == LF) {
                return i + 4;
            }
        }
        return to;
    }

    public static boolean anyAbove127(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] < 0) {
                return true;
            }
        }
        return false;
    }

    public static byte[] joined(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static boolean isClean(byte[] message) {
        for (int i = 0; i < message.length; i++) {
            boolean loneLf = message[i] == LF && (i == 0 || message[i - 1] != CR);
            boolean loneCr = message[i] == CR && (i + 1 == message.length || message[i + 1] != LF);
            if (loneLf || loneCr) {
                return false;
            }
        }
        return true;
    }
}
