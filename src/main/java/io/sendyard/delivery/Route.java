package io.sendyard.delivery;

import io.sendyard.smtp.client.ClientOptions;
import io.sendyard.smtp.client.MailHost;
import java.util.List;

/** Which hosts take a message. */
interface Route {

    /** How we speak with them. */
    ClientOptions terms();

    /** Whom it goes to: what has the same name shares connections, pace and back-off. */
    String destination(Claim claim);

    /** How much of it is good for a destination at a time. */
    Limits limits();

    /**
     * The addresses to try, in this order; one at least.
     *
     * @throws None where there are none
     */
    List<MailHost> targets(Claim claim) throws None;

    /**
     * How much a destination gets.
     *
     * @param perSecond messages; 0 for no limit
     * @param room how many of one server wait for it here
     */
    record Limits(int connections, int perSecond, int room) {}

    /** There is no host that could be asked. */
    final class None extends Exception {

        private final String enhancedCode;

        None(String enhancedCode, String sentence) {
            super(sentence);
            this.enhancedCode = enhancedCode;
        }

        String enhancedCode() {
            return enhancedCode;
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }
}
