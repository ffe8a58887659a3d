package io.sendyard.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A mail program on a connection to the submission port. */
final class Submitter implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;

    private Submitter(Socket socket) throws IOException {
        this.socket = socket;
        this.in =
                new BufferedReader(
                        new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** Connects and greets. */
    static Submitter at(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setTcpNoDelay(true);
            var submitter = new Submitter(socket);
            submitter.reply();
            submitter.ask("EHLO load.example");
            return submitter;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    String logIn(String key) throws IOException {
        var login = ("\0" + key + "\0" + key).getBytes(StandardCharsets.US_ASCII);
        return ask("AUTH PLAIN " + Base64.getEncoder().encodeToString(login));
    }

    /** Goes as far as to where the message itself comes, or to the first no. */
    String begin(String from, String recipient) throws IOException {
        var reply = "";
        for (var command :
                List.of(
                        "MAIL FROM:<%s>".formatted(from),
                        "RCPT TO:<%s>".formatted(recipient),
                        "DATA")) {
            reply = ask(command);
            if (!yes(reply)) {
                return reply;
            }
        }
        return reply;
    }

    /** A message in a line and its end. */
    String finish(String from, String recipient) throws IOException {
        return finish(from, recipient, "word ".repeat(100));
    }

    /** The message and its end. */
    String finish(String from, String recipient, String text) throws IOException {
        return ask(
                """
                From: %s
                To: %s
                Subject: Load

                %s
                .\
                """
                        .replace("\n", "\r\n")
                        .formatted(from, recipient, text));
    }

    static boolean yes(String reply) {
        return reply.startsWith("2") || reply.startsWith("3");
    }

    String ask(String line) throws IOException {
        say(line);
        return reply();
    }

    void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * The last line of what it answers.
     *
     * @throws HungUp where it says nothing more, or that it goes
     */
    String reply() throws IOException {
        var line = in.readLine();
        while (line != null && line.startsWith("-", 3)) {
            line = in.readLine();
        }
        if (line == null || line.startsWith("421")) {
            throw new HungUp(line == null ? "" : line);
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The other side ended it. */
    static final class HungUp extends IOException {

        private final String lastWord;

        HungUp(String lastWord) {
            super("It hung up: " + lastWord);
            this.lastWord = lastWord;
        }

        /** Empty where it said nothing. */
        String lastWord() {
            return lastWord;
        }
    }
}
