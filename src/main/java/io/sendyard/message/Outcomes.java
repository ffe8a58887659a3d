package io.sendyard.message;

import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Records what became of recipients: their state, the message's, and the events of the timeline.
 */
@Component
public class Outcomes {

    /**
     * Records them, in the caller's transaction or one of its own, and publishes {@link
     * OutcomesRecorded} in it.
     */
    public void record(List<Outcome> outcomes) {
        throw new UnsupportedOperationException("Comes with delivery");
    }
}
