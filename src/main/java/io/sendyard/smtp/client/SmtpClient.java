package io.sendyard.smtp.client;

import io.sendyard.smtp.Credentials;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation with one host, in which letters are handed over one after the other. */
public final class SmtpClient implements AutoCloseable {

    private static final int START_MAIL_INPUT = 354;
    private static final int READY = 220;
    private static final int CONTINUE = 334;

    private final ClientConnection line;
    private final ClientOptions terms;
    private final Map<String, String> extensions = new HashMap<>();
    private int letters;
    private boolean begun;

    private SmtpClient(ClientConnection line, ClientOptions terms) {
        this.line = line;
        this.terms = terms;
    }

    /**
     * Connects and introduces us. Where sealing fails and is not required, it goes on in clear, on
     * a fresh connection.
     */
    public static SmtpClient open(MailHost target, ClientOptions terms, Transcript talk)
            throws SmtpFailure {
        try {
            return open(target, terms, terms.tls(), talk);
        } catch (SmtpFailure e) {
            if (e.stage() != SmtpStage.TLS || terms.tls() != TlsPolicy.OPPORTUNISTIC) {
                throw e;
            }
            talk.note("once more, in clear");
            return open(target, terms, TlsPolicy.NONE, talk);
        }
    }

    private static SmtpClient open(
            MailHost target, ClientOptions terms, TlsPolicy tls, Transcript talk)
            throws SmtpFailure {
        var line = ClientConnection.open(target, terms.timeouts(), talk);
        try {
            var session = new SmtpClient(line, terms);
            session.introduce(tls);
            return session;
        } catch (SmtpFailure e) {
            line.close();
            throw e;
        }
    }

    public MailHost target() {
        return line.target();
    }

    /** The protocol that seals it; null for none. */
    public @Nullable String tls() {
        return line.tls();
    }

    /** Whether another letter may follow. */
    public boolean usable() {
        return !line.broken();
    }

    /** How many letters were begun in it. */
    public int letters() {
        return letters;
    }

    /**
     * Hands a letter over.
     *
     * @return the answer to the final dot, which is positive
     */
    public ServerReply deliver(OutgoingMail letter, Transcript talk) throws SmtpFailure {
        line.follow(talk);
        if (letters++ > 0) {
            talk.note("letter %d on the connection to %s".formatted(letters, line.target()));
        }
        if (begun) {
            require(SmtpStage.MAIL, line.ask(SmtpStage.MAIL, "RSET"));
        }
        refuseWhatTheHostCannotTake(letter);
        var octets = letter.content().octets(offers("8BITMIME"));
        refuseWhatIsTooLarge(octets.length);
        begun = true;
        envelope(letter, octets.length);
        line.write(SmtpStage.CONTENT, DotStuffing.of(octets));
        line.say(SmtpStage.END, ".");
        var reply = require(SmtpStage.END, line.hear(SmtpStage.END));
        begun = false;
        return reply;
    }

    /** Says good-bye, where it can still be heard, and hangs up. */
    @Override
    public void close() {
        if (usable()) {
            try {
                line.say(SmtpStage.MAIL, "QUIT");
                line.hear(SmtpStage.MAIL, terms.timeouts().quit());
            } catch (SmtpFailure e) {
                // Nobody waits for the answer.
            }
        }
        line.close();
    }

    /** Hangs up at once. */
    public void abort() {
        line.close();
    }

    private void introduce(TlsPolicy tls) throws SmtpFailure {
        if (tls == TlsPolicy.IMPLICIT) {
            line.seal(true);
        }
        require(SmtpStage.GREETING, line.hear(SmtpStage.GREETING));
        hello();
        if (tls.upgrades() && offers("STARTTLS")) {
            startTls(tls);
        } else if (tls == TlsPolicy.REQUIRED) {
            throw SmtpFailure.own(
                    SmtpStage.TLS, "4.7.10", "The host offers no TLS, and it is required.");
        }
        var login = terms.login();
        if (login != null) {
            logIn(login);
        }
    }

    private void hello() throws SmtpFailure {
        extensions.clear();
        var reply = line.ask(SmtpStage.HELLO, "EHLO " + terms.hello());
        if (reply.positive()) {
            reply.lines().stream().skip(1).forEach(this::note);
        } else if (reply.code() / 100 == 5) {
            require(SmtpStage.HELLO, line.ask(SmtpStage.HELLO, "HELO " + terms.hello()));
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
        var reply = line.ask(SmtpStage.TLS, "STARTTLS");
        if (reply.code() == READY) {
            line.seal(tls.proven());
            hello();
        } else if (tls == TlsPolicy.REQUIRED || reply.closes()) {
            throw SmtpFailure.refused(SmtpStage.TLS, reply);
        }
    }

    /** A password leaves in clear only where that was said, or does not leave the machine. */
    private void logIn(Credentials login) throws SmtpFailure {
        boolean clear = tls() == null && terms.tls() != TlsPolicy.NONE;
        if (clear && !line.target().address().isLoopbackAddress()) {
            throw SmtpFailure.own(
                    SmtpStage.LOGIN,
                    "4.7.10",
                    "The password is not sent in clear. Set sendyard.delivery.relay.tls.");
        }
        var ways =
                List.of(
                        extensions
                                .getOrDefault("AUTH", "")
                                .toUpperCase(Locale.ROOT)
                                .split(" ", -1));
        if (ways.contains("PLAIN")) {
            require(
                    SmtpStage.LOGIN,
                    line.askHidden(SmtpStage.LOGIN, "AUTH PLAIN " + login.plain(), "AUTH PLAIN …"));
        } else if (ways.contains("LOGIN")) {
            proceed(line.ask(SmtpStage.LOGIN, "AUTH LOGIN"));
            proceed(line.askHidden(SmtpStage.LOGIN, login.encodedName(), "…"));
            require(SmtpStage.LOGIN, line.askHidden(SmtpStage.LOGIN, login.encodedPassword(), "…"));
        } else {
            throw SmtpFailure.own(
                    SmtpStage.LOGIN,
                    "4.7.0",
                    "The relay offers neither AUTH PLAIN nor AUTH LOGIN.");
        }
    }

    private static void proceed(ServerReply reply) throws SmtpFailure {
        if (reply.code() != CONTINUE) {
            throw SmtpFailure.refused(SmtpStage.LOGIN, reply);
        }
    }

    private void refuseWhatTheHostCannotTake(OutgoingMail letter) throws SmtpFailure {
        if (letter.international() && !offers("SMTPUTF8")) {
            throw SmtpFailure.own(
                    SmtpStage.MAIL,
                    "5.6.7",
                    "The host takes no addresses and headers beyond ASCII (SMTPUTF8).");
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

    private void envelope(OutgoingMail letter, int octets) throws SmtpFailure {
        var mail = mail(letter, octets);
        var recipient = "RCPT TO:<%s>".formatted(letter.recipient());
        if (!offers("PIPELINING")) {
            require(SmtpStage.MAIL, line.ask(SmtpStage.MAIL, mail));
            require(SmtpStage.RECIPIENT, line.ask(SmtpStage.RECIPIENT, recipient));
            goAhead(line.ask(SmtpStage.DATA, "DATA"));
            return;
        }
        line.say(SmtpStage.MAIL, mail, recipient, "DATA");
        var first = line.hear(SmtpStage.MAIL);
        if (first.closes()) {
            throw SmtpFailure.refused(SmtpStage.MAIL, first);
        }
        var second = hearAfter(SmtpStage.MAIL, first, SmtpStage.RECIPIENT);
        if (second.closes()) {
            require(SmtpStage.MAIL, first);
            throw SmtpFailure.refused(SmtpStage.RECIPIENT, second);
        }
        var negative = first.positive() ? second : first;
        var third = hearAfter(SmtpStage.RECIPIENT, negative, SmtpStage.DATA);
        if (third.code() == START_MAIL_INPUT && !negative.positive()) {
            // It waits for a letter that it will not take: an empty one ends that (RFC 2920).
            line.say(SmtpStage.DATA, ".");
            hearAfter(SmtpStage.RECIPIENT, negative, SmtpStage.DATA);
        }
        require(SmtpStage.MAIL, first);
        require(SmtpStage.RECIPIENT, second);
        goAhead(third);
    }

    /** Where the connection breaks behind a refusal, it is the refusal that counts. */
    private ServerReply hearAfter(SmtpStage said, ServerReply reply, SmtpStage stage)
            throws SmtpFailure {
        try {
            return line.hear(stage);
        } catch (SmtpFailure e) {
            throw reply.positive() ? e : SmtpFailure.refused(said, reply);
        }
    }

    private String mail(OutgoingMail letter, int octets) {
        var command = new StringBuilder("MAIL FROM:<").append(letter.sender()).append('>');
        if (offers("SIZE")) {
            command.append(" SIZE=").append(octets);
        }
        if (letter.eightBit() && offers("8BITMIME")) {
            command.append(" BODY=8BITMIME");
        }
        if (letter.international()) {
            command.append(" SMTPUTF8");
        }
        return command.toString();
    }

    private void goAhead(ServerReply reply) throws SmtpFailure {
        if (reply.code() != START_MAIL_INPUT) {
            throw SmtpFailure.refused(SmtpStage.DATA, reply);
        }
    }

    private static ServerReply require(SmtpStage stage, ServerReply reply) throws SmtpFailure {
        if (!reply.positive()) {
            throw SmtpFailure.refused(stage, reply);
        }
        return reply;
    }
}
