package io.sendyard.smtp.server;

import java.io.IOException;

/** The other side sent what no honest client sends: it is told so, and the connection ends. */
final class ProtocolViolation extends IOException {

    private final transient Reply reply;

    ProtocolViolation(Reply reply) {
        super(reply.text());
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
