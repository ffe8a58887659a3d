package io.sendyard.mime;

import java.util.Arrays;
import java.util.Optional;

/**
 * Rewrites a message for a mail server that accepts no raw UTF-8 in a header (SMTPUTF8, RFC 6531).
 * The body stays.
 */
public final class AsciiHeader {

    private final byte[] octets;
    private final int body;

    private AsciiHeader(byte[] octets, int body) {
        this.octets = octets;
        this.body = body;
    }

    /**
     * The header of a message in ASCII; empty if an address in it has no such form.
     *
     * @param message all of it, with CRLF
     */
    public static Optional<AsciiHeader> of(byte[] message) {
        int body = CrlfBytes.bodyOf(message);
        return PartHeader.of(message, 0, body)
                .strictlyAscii()
                .map(header -> new AsciiHeader(header.octets(), body));
    }

    /** The message with this header. */
    public byte[] on(byte[] message) {
        return CrlfBytes.joined(octets, Arrays.copyOfRange(message, body, message.length));
    }
}
