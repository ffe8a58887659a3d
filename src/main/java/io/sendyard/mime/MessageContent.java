package io.sendyard.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A message as it goes out: RFC 5322 with CRLF. */
public final class MessageContent {

    private final byte[] bytes;

    public MessageContent(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** In bytes. */
    public int size() {
        return bytes.length;
    }

    /** Its first bytes as text. */
    public String beginning(int atMost) {
        return new String(
                Arrays.copyOf(bytes, Math.min(atMost, bytes.length)), StandardCharsets.UTF_8);
    }

    /** Takes it apart. */
    public MessageParts parts() {
        return MessageParts.of(bytes);
    }
}
