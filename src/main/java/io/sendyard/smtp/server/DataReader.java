package io.sendyard.smtp.server;

import io.sendyard.core.MemoryBudget;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message as it comes behind DATA (RFC 5321 section 4.1.1.4). CRLF.CRLF ends it and nothing else
 * does, whatever other hosts take for an end of line: what follows a false end is part of the
 * message, which is then refused. All of it is read, but nothing more is kept once it is refused.
 */
final class DataReader implements AutoCloseable {

    private static final int FIRST = 64 * 1024;

    /** So many times the size may come before the connection is cut. */
    private static final int PATIENCE = 4;

    private final int most;
    private final MemoryBudget room;
    private byte[] kept = new byte[0];
    private int taken;
    private int length;
    private long octets;
    private int line;
    private @Nullable Reply refusal;

    /**
     * @param most octets
     */
    DataReader(int most, MemoryBudget room) {
        this.most = most;
        this.room = room;
    }

    /** Reads up to the true end. */
    void readFrom(ServerConnection wire) throws IOException {
        var at = Place.LINE_START;
        while (true) {
            int octet = wire.read();
            if (octet < 0) {
                throw new EOFException();
            }
            if (at == Place.RETURN_BEHIND_DOT && octet == '\n') {
                return;
            }
            at = take(octet, at);
            if (++octets > (long) PATIENCE * most) {
                throw new ProtocolViolation(tooLarge());
            }
        }
    }

    /** Why it can't be taken; null where it can. */
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
        room.giveBack(taken);
        taken = 0;
    }

    private Place take(int octet, Place at) {
        boolean returned = at == Place.RETURN || at == Place.RETURN_BEHIND_DOT;
        if (returned != (octet == '\n')) {
            refuse(new Reply(550, "5.6.0", "CR and LF may only come together, as CR LF"));
        }
        return switch (octet) {
            case '\n' -> {
                endLine();
                yield returned ? Place.LINE_START : Place.TEXT;
            }
            case '\r' -> at == Place.DOT ? Place.RETURN_BEHIND_DOT : Place.RETURN;
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

    /** The first part is free for everybody, so that small mail gets in whatever else comes. */
    private boolean grow() {
        int size = kept.length == 0 ? FIRST : (int) Math.min(2L * kept.length, most);
        int more = kept.length == 0 ? 0 : size - kept.length;
        if (!room.take(more)) {
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

    /** Where in a line it is. */
    private enum Place {
        LINE_START,
        TEXT,
        RETURN,
        /** Behind a dot that began a line: the end, or one too many that SMTP put there. */
        DOT,
        RETURN_BEHIND_DOT
    }
}
