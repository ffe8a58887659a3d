package io.sendyard.smtp.client;

import io.sendyard.smtp.Credentials;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An SMTP session with one mail server that delivers messages one after the other. */
public final class SmtpClient implements AutoCloseable {

    private static final int START_MAIL_INPUT = 354;
    private static final int READY = 220;
    private static final int CONTINUE = 334;

    private final ClientConnection connection;
    private final ClientOptions options;
    private final Map<String, String> extensions = new HashMap<>();
    private int deliveries;
    private boolean begun;

    private SmtpClient(ClientConnection connection, ClientOptions options) {
        this.connection = connection;
        this.options = options;
    }

    /**
     * Connects and introduces us. Where sealing fails and is not required, it goes on in clear, on
     * a fresh connection.
     */
    public static SmtpClient open(MailHost mailHost, ClientOptions options, Transcript transcript)
            throws SmtpFailure {
        try {
            return open(mailHost, options, options.tls(), transcript);
        } catch (SmtpFailure e) {
            if (e.stage() != SmtpStage.TLS || options.tls() != TlsPolicy.OPPORTUNISTIC) {
                throw e;
            }
            transcript.note("once more, in clear");
            return open(mailHost, options, TlsPolicy.NONE, transcript);
        }
    }

    private static SmtpClient open(
            MailHost mailHost, ClientOptions options, TlsPolicy tls, Transcript transcript)
            throws SmtpFailure {
        var connection = ClientConnection.open(mailHost, options.timeouts(), transcript);
        try {
            var session = new SmtpClient(connection, options);
            session.introduce(tls);
            return session;
        } catch (SmtpFailure e) {
            connection.close();
            throw e;
        }
    }

    public MailHost mailHost() {
        return connection.mailHost();
    }

    /** The TLS protocol in use; null for none. */
    public @Nullable String tls() {
        return connection.tls();
    }

    /** Whether another message can be delivered. */
    public boolean usable() {
        return !connection.broken();
    }

    /** The number of deliveries started. */
    public int deliveries() {
        return deliveries;
    }

    /**
     * Delivers a message.
     *
     * @return the reply to the final dot, which is positive
     */
    public ServerReply deliver(OutgoingMail mail, Transcript transcript) throws SmtpFailure {
        connection.recordTo(transcript);
        if (deliveries++ > 0) {
            transcript.note(
                    "message %d on the connection to %s"
                            .formatted(deliveries, connection.mailHost()));
        }
        if (begun) {
            reset();
        }
        refuseWhatTheHostCannotTake(mail);
        var octets = mail.content().octets(offers("8BITMIME"), offers("SMTPUTF8"));
        refuseWhatIsTooLarge(octets.length);
        begun = true;
        envelope(mail, octets.length);
        connection.write(SmtpStage.CONTENT, DotStuffing.of(octets));
        connection.send(SmtpStage.END, ".");
        var reply = require(SmtpStage.END, connection.read(SmtpStage.END));
        begun = false;
        return reply;
    }

    /** Sends QUIT if the connection still works, then closes it. */
    @Override
    public void close() {
        if (usable()) {
            try {
                connection.send(SmtpStage.MAIL, "QUIT");
                connection.read(SmtpStage.MAIL, options.timeouts().quit());
            } catch (SmtpFailure e) {
                // The reply doesn't matter.
            }
        }
        connection.close();
    }

    private void introduce(TlsPolicy tls) throws SmtpFailure {
        if (tls == TlsPolicy.IMPLICIT) {
            connection.startTls(true);
        }
        require(SmtpStage.GREETING, connection.read(SmtpStage.GREETING));
        hello();
        if (tls.upgrades() && offers("STARTTLS")) {
            startTls(tls);
        } else if (tls == TlsPolicy.REQUIRED) {
            throw SmtpFailure.own(
                    SmtpStage.TLS, "4.7.10", "The host offers no TLS, and it is required.");
        }
        var login = options.login();
        if (login != null) {
            logIn(login);
        }
    }

    private void hello() throws SmtpFailure {
        extensions.clear();
        var reply = connection.exchange(SmtpStage.HELLO, "EHLO " + options.hello());
        if (reply.positive()) {
            reply.lines().stream().skip(1).forEach(this::note);
        } else if (reply.code() / 100 == 5) {
            require(
                    SmtpStage.HELLO,
                    connection.exchange(SmtpStage.HELLO, "HELO " + options.hello()));
        } else {
            throw SmtpFailure.refused(SmtpStage.HELLO, reply);
        }
    }

    private void note(String extension) {
        var words = extension.strip().split(" ", 2);
        extensions.put(words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1] : "");
    }

    private boolean offers(String extension) {
        return extensions.containsKey(extension);
    }

    private void startTls(TlsPolicy tls) throws SmtpFailure {
        var reply = connection.exchange(SmtpStage.TLS, "STARTTLS");
        if (reply.code() == READY) {
            connection.startTls(tls.verified());
            hello();
        } else if (tls == TlsPolicy.REQUIRED || reply.closes()) {
            throw SmtpFailure.refused(SmtpStage.TLS, reply);
        }
    }

    /** A password leaves in clear only where that was said, or does not leave the machine. */
    private void logIn(Credentials login) throws SmtpFailure {
        boolean clear = tls() == null && options.tls() != TlsPolicy.NONE;
        if (clear && !connection.mailHost().address().isLoopbackAddress()) {
            throw SmtpFailure.own(
                    SmtpStage.LOGIN,
                    "4.7.10",
                    "The password is not sent in clear. Set sendyard.delivery.relay.tls.");
        }
        var offered = extensions.getOrDefault("AUTH", "").toUpperCase(Locale.ROOT);
        var ways = List.of(offered.split(" ", -1));
        if (ways.contains("PLAIN")) {
            require(
                    SmtpStage.LOGIN,
                    connection.exchangeHidden(
                            SmtpStage.LOGIN, "AUTH PLAIN " + login.plain(), "AUTH PLAIN …"));
        } else if (ways.contains("LOGIN")) {
            expect(CONTINUE, SmtpStage.LOGIN, connection.exchange(SmtpStage.LOGIN, "AUTH LOGIN"));
            expect(
                    CONTINUE,
                    SmtpStage.LOGIN,
                    connection.exchangeHidden(SmtpStage.LOGIN, login.encodedName(), "…"));
            require(
                    SmtpStage.LOGIN,
                    connection.exchangeHidden(SmtpStage.LOGIN, login.encodedPassword(), "…"));
        } else {
            throw SmtpFailure.own(
                    SmtpStage.LOGIN,
                    "4.7.0",
                    "The relay offers neither AUTH PLAIN nor AUTH LOGIN.");
        }
    }

    /** What a host says to RSET is about the last message or the connection, not about this one. */
    private void reset() throws SmtpFailure {
        var reply = connection.exchange(SmtpStage.MAIL, "RSET");
        if (!reply.positive()) {
            throw SmtpFailure.broken(SmtpStage.MAIL, "The host refused RSET: " + reply.text());
        }
    }

    private void refuseWhatTheHostCannotTake(OutgoingMail mail) throws SmtpFailure {
        if (mail.internationalOnly() && !offers("SMTPUTF8")) {
            throw SmtpFailure.own(
                    SmtpStage.MAIL,
                    "5.6.7",
                    "The host takes no addresses beyond ASCII (SMTPUTF8).");
        }
    }

    private void refuseWhatIsTooLarge(int octets) throws SmtpFailure {
        var limit = extensions.getOrDefault("SIZE", "").strip();
        if (limit.matches("[1-9][0-9]{0,17}") && Long.parseLong(limit) < octets) {
            throw SmtpFailure.own(
                    SmtpStage.MAIL,
                    "5.3.4",
                    "The message has %d bytes, and the host takes at most %s."
                            .formatted(octets, limit));
        }
    }

    private void envelope(OutgoingMail mail, int octets) throws SmtpFailure {
        var sender = sender(mail, octets);
        var recipient = "RCPT TO:<%s>".formatted(mail.recipient());
        if (!offers("PIPELINING")) {
            require(SmtpStage.MAIL, connection.exchange(SmtpStage.MAIL, sender));
            require(SmtpStage.RECIPIENT, connection.exchange(SmtpStage.RECIPIENT, recipient));
            expect(START_MAIL_INPUT, SmtpStage.DATA, connection.exchange(SmtpStage.DATA, "DATA"));
            return;
        }
        connection.send(SmtpStage.MAIL, sender, recipient, "DATA");
        var first = connection.read(SmtpStage.MAIL);
        if (first.closes()) {
            throw SmtpFailure.refused(SmtpStage.MAIL, first);
        }
        var second = readAfter(SmtpStage.MAIL, first, SmtpStage.RECIPIENT);
        if (second.closes()) {
            require(SmtpStage.MAIL, first);
            throw SmtpFailure.refused(SmtpStage.RECIPIENT, second);
        }
        var negative = first.positive() ? second : first;
        var third = readAfter(SmtpStage.RECIPIENT, negative, SmtpStage.DATA);
        if (third.code() == START_MAIL_INPUT && !negative.positive()) {
            // The server expects a message that it will not accept; an empty one ends that (RFC
            // 2920).
            connection.send(SmtpStage.DATA, ".");
            readAfter(SmtpStage.RECIPIENT, negative, SmtpStage.DATA);
        }
        require(SmtpStage.MAIL, first);
        require(SmtpStage.RECIPIENT, second);
        expect(START_MAIL_INPUT, SmtpStage.DATA, third);
    }

    /** If the connection breaks after a rejection, the rejection counts. */
    private ServerReply readAfter(SmtpStage said, ServerReply reply, SmtpStage stage)
            throws SmtpFailure {
        try {
            return connection.read(stage);
        } catch (SmtpFailure e) {
            throw reply.positive() ? e : SmtpFailure.refused(said, reply);
        }
    }

    private String sender(OutgoingMail mail, int octets) {
        var command = new StringBuilder("MAIL FROM:<").append(mail.sender()).append('>');
        if (offers("SIZE")) {
            command.append(" SIZE=").append(octets);
        }
        if (mail.eightBit() && offers("8BITMIME")) {
            command.append(" BODY=8BITMIME");
        }
        if (mail.international() && offers("SMTPUTF8")) {
            command.append(" SMTPUTF8");
        }
        return command.toString();
    }

    private static void expect(int code, SmtpStage stage, ServerReply reply) throws SmtpFailure {
        if (reply.code() != code) {
            throw SmtpFailure.refused(stage, reply);
        }
    }

    private static ServerReply require(SmtpStage stage, ServerReply reply) throws SmtpFailure {
        if (!reply.positive()) {
            throw SmtpFailure.refused(stage, reply);
        }
        return reply;
    }
}
