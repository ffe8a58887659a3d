package io.sendyard.tracking;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;

/**
 * The subscription of a broadcast's recipient to its stream.
 *
 * @param messageId the message whose link was followed
 * @param from its sender as the recipient saw it, who doesn't know the server's name
 * @param ended whether the stream no longer sends to the address
 */
public record Subscription(
        MessageId messageId,
        long serverId,
        long streamId,
        String stream,
        String from,
        EmailAddress address,
        boolean ended) {}
