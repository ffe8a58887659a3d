package io.sendyard.smtp.client;

import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * The transcript of a delivery attempt, one line each: milliseconds since the start, {@code C:} for
 * us, {@code S:} for the mail server or {@code *} for a note, and the text. It contains no
 * passwords and no messages.
 */
public final class Transcript {

    private static final int LONGEST = 60_000;
    private static final long NANOS_A_MILLI = 1_000_000;

    private final long start = System.nanoTime();
    private final StringBuilder lines = new StringBuilder();
    private @Nullable Socket socket;
    private boolean isCut;

    /** Something that happened. */
    public void note(String text) {
        add("*", text);
    }

    void said(String text) {
        add("C:", text);
    }

    void heard(String text) {
        add("S:", text);
    }

    /** Ends it at once, from another thread, however long the other side may take. */
    public synchronized void cut() {
        isCut = true;
        if (socket != null) {
            ClientConnection.close(socket);
        }
    }

    /** Goes over that socket from now on. */
    synchronized void over(Socket next) {
        socket = next;
        if (isCut) {
            ClientConnection.close(next);
        }
    }

    /** How long it went on so far. */
    public long millis() {
        return (System.nanoTime() - start) / NANOS_A_MILLI;
    }

    @Override
    public String toString() {
        return lines.toString();
    }

    private void add(String who, String text) {
        if (lines.length() < LONGEST) {
            lines.append(millis()).append(' ').append(who).append(' ');
            lines.append(ServerReply.clipped(ServerReply.visible(text))).append('\n');
        }
    }
}
