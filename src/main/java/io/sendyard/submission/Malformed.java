package io.sendyard.submission;

import java.io.IOException;

/** The other side sent what no honest client sends: it is told so, and the connection ends. */
final class Malformed extends IOException {

    private final transient Reply reply;

    Malformed(Reply reply) {
        super(reply.text());
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
