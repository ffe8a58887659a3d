package io.sendyard.analytics;

import io.sendyard.core.EmailAddress;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a new server is.
 *
 * @param sender the address that mail bears which names none; empty as long as no identity is
 *     verified
 * @param sent whether a message was ever accepted
 * @param captures whether mail is kept here, for which no identity is needed
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
