package io.sendyard.server;

import org.springframework.core.Ordered;

/** One kind of rows that a module stores for a stream. The beans are ordered by their kind. */
public final class StreamPart implements Ordered {

    private final PartKind kind;
    private final PurgeStep step;

    /**
     * A kind of rows.
     *
     * @param step deletes rows of a stream whose time as archived is over
     */
    public StreamPart(PartKind kind, PurgeStep step) {
        this.kind = kind;
        this.step = step;
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // The kinds are declared in this order.
    public int getOrder() {
        return kind.ordinal();
    }

    public PartKind kind() {
        return kind;
    }

    /** Deletes up to {@code most} rows of a stream. Returns 0 if none are left. */
    public int purge(long streamId, int most) {
        return step.purge(streamId, most);
    }
}
