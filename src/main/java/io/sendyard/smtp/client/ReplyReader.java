package io.sendyard.smtp.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;

/** Reads replies, at most 64 KiB for each, and takes nothing for one that has not the form. */
final class ReplyReader {

    private static final int MOST_OCTETS = 64 * 1024;
    private static final int MOST_LINES_KEPT = 100;
    private static final int CODE_LENGTH = 3;

    private final InputStream in;
    private final byte[] buffer = new byte[4_096];
    private int next;
    private int end;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next reply.
     *
     * @throws NoReply where what comes has not the form of one
     */
    ServerReply read(Transcript transcript) throws IOException {
        var lines = new ArrayList<String>();
        int octets = 0;
        int code = 0;
        boolean odd = false;
        while (true) {
            var line = line(MOST_OCTETS - octets);
            octets += line.length + 2;
            var text = decoded(line);
            transcript.heard(text);
            if (!hasForm(text) || (code != 0 && code != code(text))) {
                throw new NoReply(text);
            }
            code = code(text);
            odd |= text.indexOf('\0') >= 0 || text.indexOf('\r') >= 0;
            if (lines.size() < MOST_LINES_KEPT) {
                lines.add(
                        ServerReply.visible(
                                text.substring(Math.min(text.length(), CODE_LENGTH + 1))));
            }
            if (text.length() == CODE_LENGTH || text.charAt(CODE_LENGTH) == ' ') {
                return new ServerReply(code, lines, odd);
            }
        }
    }

    /** Forgets what came unasked, so that it can't pass for an answer to what is asked next. */
    boolean dropRest() {
        boolean some = next < end;
        next = end;
        return some;
    }

    /** Three digits of which the first is 2 to 5, then a space or hyphen, or nothing. */
    private static boolean hasForm(String text) {
        return text.length() >= CODE_LENGTH
                && text.charAt(0) >= '2'
                && text.charAt(0) <= '5'
                && isDigit(text.charAt(1))
                && isDigit(text.charAt(2))
                && (text.length() == CODE_LENGTH || " -".indexOf(text.charAt(CODE_LENGTH)) >= 0);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static int code(String text) {
        return Integer.parseInt(text, 0, CODE_LENGTH, 10);
    }

    /** Reads up to the line feed, and drops it and a carriage return before it. */
    private byte[] line(int most) throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int octet = octet();
            if (octet == '\n') {
                break;
            }
            if (line.size() >= most) {
                throw new NoReply(decoded(line.toByteArray()));
            }
            line.write(octet);
        }
        var octets = line.toByteArray();
        int length = octets.length;
        boolean ended = length > 0 && octets[length - 1] == '\r';
        return ended ? Arrays.copyOf(octets, length - 1) : octets;
    }

    private int octet() throws IOException {
        if (next == end) {
            next = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                throw new EOFException();
            }
        }
        return buffer[next++] & 0xff;
    }

    /** Decodes as UTF-8 if valid, otherwise byte by byte. */
    private static String decoded(byte[] octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    /** What came is no reply, or there is no end to it. */
    static final class NoReply extends IOException {

        NoReply(String text) {
            super(ServerReply.clipped(ServerReply.visible(text)));
        }
    }
}
