package io.sendyard.smtp.client;

import java.util.Arrays;

/**
 * A message as SMTP transmits it (RFC 5321 section 4.5.2): a dot at the start of a line is doubled
 * and the last line is ended, so that only our final dot ends the message.
 */
final class DotStuffing {

    private DotStuffing() {}

    static byte[] of(byte[] message) {
        int dots = dots(message);
        if (dots == 0 && message.length > 0 && message[message.length - 1] == '\n') {
            return message;
        }
        var stuffed = new byte[message.length + dots + 2];
        int length = 0;
        boolean begin = true;
        for (byte octet : message) {
            if (begin && octet == '.') {
                stuffed[length++] = '.';
            }
            stuffed[length++] = octet;
            begin = octet == '\n';
        }
        if (!begin || message.length == 0) {
            stuffed[length++] = '\r';
            stuffed[length++] = '\n';
        }
        return length == stuffed.length ? stuffed : Arrays.copyOf(stuffed, length);
    }

    private static int dots(byte[] message) {
        int dots = 0;
        boolean begin = true;
        for (byte octet : message) {
            dots += begin && octet == '.' ? 1 : 0;
            begin = octet == '\n';
        }
        return dots;
    }
}
