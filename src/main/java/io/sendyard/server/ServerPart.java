package io.sendyard.server;

import java.util.function.LongUnaryOperator;
import org.springframework.core.Ordered;

/** One kind of rows that a module stores for a server. The beans are ordered by their kind. */
public final class ServerPart implements Ordered {

    private final PartKind kind;
    private final LongUnaryOperator counting;
    private final PurgeStep step;

    /**
     * A kind of rows.
     *
     * @param counting returns the number of a server's rows
     * @param step deletes rows of a deleted server
     */
    public ServerPart(PartKind kind, LongUnaryOperator counting, PurgeStep step) {
        this.kind = kind;
        this.counting = counting;
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

    /** How many of it a server has. */
    public long count(long serverId) {
        return counting.applyAsLong(serverId);
    }

    /** Deletes up to {@code most} rows of a deleted server. Returns 0 if none are left. */
    public int purge(long serverId, int most) {
        return step.purge(serverId, most);
    }
}
