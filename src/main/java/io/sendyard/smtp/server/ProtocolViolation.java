package io.sendyard.smtp.server;

import java.io.IOException;

/**
 * The client sent something no well-behaved client sends. The server replies and ends the
 * connection.
 */
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
