package io.sendyard.delivery;

import io.sendyard.smtp.client.ClientOptions;
import io.sendyard.smtp.client.MailHost;
import java.util.List;

/** Chooses the mail servers for a message. */
interface Route {

    /** The options for connections. */
    ClientOptions options();

    /**
     * The name of the destination. Messages with the same name share connections, rate limits and
     * back-off.
     */
    String destination(Claim claim);

    /** The limits per destination. */
    Limits limits();

    /**
     * The addresses to try, in this order; one at least.
     *
     * @throws None where there are none
     */
    List<MailHost> mailHosts(Claim claim) throws None;

    /**
     * The limits of a destination.
     *
     * @param perSecond messages; 0 for no limit
     * @param capacity how many messages of one server can wait here
     */
    record Limits(int connections, int perSecond, int capacity) {}

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
