package io.sendyard.message;

import io.sendyard.server.StreamPart;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What messages are to their stream. */
@Component
@Order(40)
class MessagesOfStream implements StreamPart {

    private final MessagePurge purge;

    MessagesOfStream(MessagePurge purge) {
        this.purge = purge;
    }

    @Override
    public int purge(long streamId, int atMost) {
        return purge.ofStream(streamId, atMost);
    }
}
