package io.sendyard.web;

import io.sendyard.core.MemoryBudget;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Memory for messages being accepted by any protocol, or being looked at. Small messages need no
 * reservation, so that they are accepted under any load; large ones wait for each other.
 */
@Component
public class IntakeMemory {

    /** The sentence for a caller that got no memory. */
    public static final String NONE = "Too much mail comes in at once. Try again in a moment.";

    public static final int FREE_OCTETS = 64 * 1024;

    /** The body, what is read of it, the message made of that, and the pages of the database. */
    private static final int COPIES = 6;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MemoryBudget budget;
    private final Duration patience;

    /** A part of what this process may take. */
    @Autowired
    IntakeMemory() {
        this(MemoryBudget.ofThisProcess(COPIES), PATIENCE);
    }

    public IntakeMemory(MemoryBudget budget, Duration patience) {
        this.budget = budget;
        this.patience = patience;
    }

    /**
     * Waits for memory for a message of this many bytes.
     *
     * @return the reservation to close afterwards; empty if there was not enough in time
     */
    public Optional<MemoryBudget.Reservation> reserve(long octets) {
        return octets <= FREE_OCTETS ? Optional.of(() -> {}) : budget.reserve(octets, patience);
    }
}
