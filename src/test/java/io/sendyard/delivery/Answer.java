package io.sendyard.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a sink does when it is spoken to. */
interface Answer {

    void give(OutputStream out, Socket socket) throws IOException;

    /** Whether a message follows. */
    default boolean isGoAhead() {
        return false;
    }

    static Answer of(String reply) {
        return new Answer() {
            @Override
            public void give(OutputStream out, Socket socket) throws IOException {
                out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }

            @Override
            public boolean isGoAhead() {
                return reply.startsWith("354");
            }
        };
    }

    static Answer drop() {
        return (_, socket) -> socket.close();
    }

    static Answer silence() {
        return (_, _) -> {};
    }

    /** After a while, all at once. */
    static Answer late(String reply, Duration pause) {
        var answer = of(reply);
        return new Answer() {
            @Override
            public void give(OutputStream out, Socket socket) throws IOException {
                sleep(pause);
                answer.give(out, socket);
            }

            @Override
            public boolean isGoAhead() {
                return answer.isGoAhead();
            }
        };
    }

    /** Takes nothing in for so long, and then hangs up. */
    static Answer deaf(String reply, Duration time) {
        return (out, socket) -> {
            of(reply).give(out, socket);
            sleep(time);
            socket.close();
        };
    }

    /** An octet now and then. */
    static Answer trickle(String reply, Duration pause) {
        return (out, _) -> {
            for (byte octet : (reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1)) {
                out.write(octet);
                out.flush();
                sleep(pause);
            }
        };
    }

    /** Repeats for as long as the client listens. */
    static Answer endless(String text) {
        return (out, _) -> {
            while (true) {
                out.write(text.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        };
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
