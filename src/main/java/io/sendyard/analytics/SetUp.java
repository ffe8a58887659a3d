package io.sendyard.analytics;

import io.sendyard.core.EmailAddress;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The progress of setting up a new server.
 *
 * @param sender the default sender; empty until an identity is verified
 * @param sent whether a message was accepted
 * @param captures whether messages are captured, which needs no identity
 */
public record SetUp(Optional<EmailAddress> sender, boolean sent, boolean captures) {

    /** How many steps there are. */
    public static final int STEPS = 2;

    public long done() {
        return Stream.of(sender.isPresent(), sent).filter(step -> step).count();
    }

    public boolean complete() {
        return done() == STEPS;
    }
}
