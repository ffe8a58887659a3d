package io.sendyard.smtp.server;

import io.sendyard.core.MemoryBudget;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message after DATA (RFC 5321 section 4.1.1.4). Only CRLF.CRLF ends it, whatever other
 * servers accept as the end of a line: anything after a false end is part of the message, which is
 * then rejected. A rejected message is read to its end but not stored.
 */
final class DataReader implements AutoCloseable {

    private static final int FIRST = 64 * 1024;

    /** A message this many times over the limit costs the client its connection. */
    private static final int TIMES_TOO_LARGE = 4;

    private final int most;
    private final boolean anyContent;
    private final MemoryBudget memory;
    private byte[] kept = new byte[0];
    private int taken;
    private int length;
    private long octets;
    private int line;
    private @Nullable Reply refusal;

    /**
     * @param most bytes
     * @param anyContent whether it may have NUL and lines of any length
     */
    DataReader(int most, boolean anyContent, MemoryBudget memory) {
        this.most = most;
        this.anyContent = anyContent;
        this.memory = memory;
    }

    /** Reads up to the true end. */
    void readFrom(ServerConnection connection) throws IOException {
        var at = LinePosition.LINE_START;
        while (true) {
            int octet = connection.read();
            if (octet < 0) {
                throw new EOFException();
            }
            if (at == LinePosition.RETURN_AFTER_DOT && octet == '\n') {
                return;
            }
            at = take(octet, at);
            if (++octets > (long) TIMES_TOO_LARGE * most) {
                throw new ProtocolViolation(tooLarge());
            }
        }
    }

    /** The reply that rejects the message; null to accept it. */
    @Nullable Reply refusal() {
        return refusal;
    }

    /** Hands it over. */
    byte[] message() {
        var message = Arrays.copyOf(kept, length);
        kept = new byte[0];
        return message;
    }

    @Override
    public void close() {
        kept = new byte[0];
        memory.release(taken);
        taken = 0;
    }

    private LinePosition take(int octet, LinePosition at) {
        boolean afterReturn = at == LinePosition.RETURN || at == LinePosition.RETURN_AFTER_DOT;
        if (afterReturn != (octet == '\n')) {
            refuse(new Reply(550, "5.6.0", "CR and LF may only come together, as CR LF"));
        }
        return switch (octet) {
            case '\n' -> {
                endLine();
                yield afterReturn ? LinePosition.LINE_START : LinePosition.TEXT;
            }
            case '\r' ->
                    at == LinePosition.DOT ? LinePosition.RETURN_AFTER_DOT : LinePosition.RETURN;
            case '.' -> {
                if (at == LinePosition.LINE_START) {
                    yield LinePosition.DOT;
                }
                yield text(octet);
            }
            case 0 -> {
                if (anyContent) {
                    yield text(octet);
                }
                refuse(new Reply(550, "5.6.0", "A message has no NUL"));
                yield LinePosition.TEXT;
            }
            default -> text(octet);
        };
    }

    private LinePosition text(int octet) {
        if (++line > ServerLimits.LINE && !anyContent) {
            refuse(
                    new Reply(
                            554,
                            "5.6.0",
                            "A line has more than %d octets; encode it"
                                    .formatted(ServerLimits.LINE)));
        }
        keep(octet);
        return LinePosition.TEXT;
    }

    private void endLine() {
        line = 0;
        keep('\r');
        keep('\n');
    }

    private void keep(int octet) {
        if (refusal != null) {
            return;
        }
        if (length == most) {
            refuse(tooLarge());
        } else if (length < kept.length || grow()) {
            kept[length++] = (byte) octet;
        } else {
            refuse(new Reply(452, "4.3.1", "Too much mail comes in at once, try again later"));
        }
    }

    /** The first block needs no reservation, so that small messages are accepted under any load. */
    private boolean grow() {
        int size = kept.length == 0 ? FIRST : (int) Math.min(2L * kept.length, most);
        int more = kept.length == 0 ? 0 : size - kept.length;
        if (!memory.tryReserve(more)) {
            return false;
        }
        taken += more;
        kept = Arrays.copyOf(kept, size);
        return true;
    }

    private void refuse(Reply reply) {
        if (refusal == null) {
            refusal = reply;
            close();
        }
    }

    private Reply tooLarge() {
        return new Reply(552, "5.3.4", "A message has at most %d octets".formatted(most));
    }

    /** Position within a line. */
    private enum LinePosition {
        LINE_START,
        TEXT,
        RETURN,
        /**
         * After a dot at the start of a line: the end of the message, or a dot that the client
         * doubled.
         */
        DOT,
        RETURN_AFTER_DOT
    }
}
