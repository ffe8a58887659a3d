package io.sendyard.bench;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One kind of request.
 *
 * @param visitor makes one of those who send it, each over a connection of its own
 */
record Scenario(String name, Visitors visitor) {

    /** Makes visitors; the number tells them apart. */
    @FunctionalInterface
    interface Visitors {

        Visitor enter(int number) throws IOException;
    }

    /** Somebody who sends that request again and again. */
    interface Visitor extends AutoCloseable {

        Connection connection();

        /** The next request to measure. */
        String next();

        /** The status that its answer must have. */
        int status();

        /** What follows each measured request without being measured. */
        default @Nullable String afterwards() {
            return null;
        }

        @Override
        default void close() throws IOException {
            connection().close();
        }
    }
}
