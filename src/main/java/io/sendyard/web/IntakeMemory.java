package io.sendyard.web;

import io.sendyard.core.MemoryBudget;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Memory for what is being accepted, by whichever door. Small messages need none of it, so that
 * they get in whatever else comes; large ones wait for each other.
 */
@Component
public class IntakeMemory {

    /** What is said to somebody for whom there was none. */
    public static final String NONE = "Too much mail comes in at once. Try again in a moment.";

    public static final int FREE_OCTETS = 64 * 1024;

    /** The body, what is read of it, the message made of that, and the pages of the database. */
    private static final int COPIES = 6;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MemoryBudget room;
    private final Duration patience;

    /** A part of what this process may take. */
    @Autowired
    IntakeMemory() {
        this(MemoryBudget.ofThisProcess(COPIES), PATIENCE);
    }

    public IntakeMemory(MemoryBudget room, Duration patience) {
        this.room = room;
        this.patience = patience;
    }

    /**
     * Waits for its turn with a message of so many octets.
     *
     * @return what is to be closed behind it; empty where there was no room in time
     */
    public Optional<MemoryBudget.Place> enter(long octets) {
        return octets <= FREE_OCTETS ? Optional.of(() -> {}) : room.enter(octets, patience);
    }
}
