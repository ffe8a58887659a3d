package io.sendyard.tracking;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;

/**
 * What the reader of a broadcast may end: that this address gets mail of this stream.
 *
 * @param messageId the message whose link was followed
 * @param from who sent that, as readers saw it: they do not know a server by its name
 * @param ended whether the stream must not mail the address any more
 */
public record Subscription(
        MessageId messageId,
        long serverId,
        long streamId,
        String stream,
        String from,
        EmailAddress address,
        boolean ended) {}
