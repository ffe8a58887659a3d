package io.sendyard.smtp.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A reply of the SMTP server: its code (RFC 5321 section 4.2), its enhanced code (RFC 3463; empty
 * if RFC 2034 wants none) and its text, one reply line per line of text.
 */
public record Reply(int code, String enhanced, String text) {

    /** Octets of a reply's line are 512 with codes and CRLF (RFC 5321 section 4.5.3.1.5). */
    private static final int WIDTH = 480;

    public static final Reply OK = new Reply(250, "2.0.0", "OK");
    static final Reply CLOSING =
            new Reply(421, "4.3.2", "This host is shutting down, try again later");

    /** The reply to a client that has not authenticated, or whose key is no longer valid. */
    public static final Reply AUTHENTICATION_REQUIRED =
            new Reply(
                    530,
                    "5.7.0",
                    "Authentication required: user name and password are both the API key");

    /** Whether the connection ends with it. */
    boolean ends() {
        return code == 221 || code == 421 || code == 521;
    }

    /** Whether it says that the caller did something wrong. */
    boolean refuses() {
        return code >= 500;
    }

    public byte[] encoded() {
        var lines = lines();
        var codes = enhanced.isEmpty() ? "" : enhanced + " ";
        return IntStream.range(0, lines.size())
                .mapToObj(i -> code + (i < lines.size() - 1 ? "-" : " ") + codes + lines.get(i))
                .collect(Collectors.joining("\r\n", "", "\r\n"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        for (var line : plain(text).split("\n", -1)) {
            var rest = line;
            while (rest.length() > WIDTH) {
                int space = rest.lastIndexOf(' ', WIDTH);
                int end = space > 0 ? space : WIDTH;
                lines.add(rest.substring(0, end));
                rest = rest.substring(end).stripLeading();
            }
            lines.add(rest);
        }
        return lines;
    }

    /** Replies are ASCII; a client need not know more (RFC 6531 section 3.7.4). */
    private static String plain(String text) {
        return text.replaceAll("[“”]", "\"")
                .replaceAll("[‘’]", "'")
                .replace("…", "...")
                .replaceAll("[^\\x20-\\x7E\\n]", "?");
    }
}
