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
    private final MemoryBudget memory;
    private byte[] kept = new byte[0];
    private int taken;
    private int length;
    private long octets;
    private int line;
    private @Nullable Reply refusal;

    /**
     * @param most octets
     */
    DataReader(int most, MemoryBudget memory) {
        this.most = most;
        this.memory = memory;
    }

    /** Reads up to the true end. */
    void readFrom(ServerConnection connection) throws IOException {
        var at = Place.LINE_START;
        while (true) {
            int octet = connection.read();
            if (octet < 0) {
                throw new EOFException();
            }
            if (at == Place.RETURN_AFTER_DOT && octet == '\n') {
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
        memory.giveBack(taken);
        taken = 0;
    }

    private Place take(int octet, Place at) {
        boolean afterReturn = at == Place.RETURN || at == Place.RETURN_AFTER_DOT;
        if (afterReturn != (octet == '\n')) {
            refuse(new Reply(550, "5.6.0", "CR and LF may only come together, as CR LF"));
        }
        return switch (octet) {
            case '\n' -> {
                endLine();
                yield afterReturn ? Place.LINE_START : Place.TEXT;
            }
            case '\r' -> at == Place.DOT ? Place.RETURN_AFTER_DOT : Place.RETURN;
            case '.' -> {
                if (at == Place.LINE_START) {
                    yield Place.DOT;
                }
                yield text(octet);
            }
            case 0 -> {
                refuse(new Reply(550, "5.6.0", "A message has no NUL"));
                yield Place.TEXT;
            }
            default -> text(octet);
        };
    }

    private Place text(int octet) {
        if (++line > ServerLimits.LINE) {
            refuse(
                    new Reply(
                            554,
                            "5.6.0",
                            "A line has more than %d octets; encode it"
                                    .formatted(ServerLimits.LINE)));
        }
        keep(octet);
        return Place.TEXT;
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
        if (!memory.take(more)) {
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
    private enum Place {
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
