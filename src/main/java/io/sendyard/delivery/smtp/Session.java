package io.sendyard.delivery.smtp;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation with one host, in which letters are handed over one after the other. */
public final class Session implements AutoCloseable {

    private static final int START_MAIL_INPUT = 354;
    private static final int READY = 220;
    private static final int CONTINUE = 334;

    private final Line line;
    private final Terms terms;
    private final Map<String, String> extensions = new HashMap<>();
    private int letters;
    private boolean begun;

    private Session(Line line, Terms terms) {
        this.line = line;
        this.terms = terms;
    }

    /**
     * Connects and introduces us. Where sealing fails and is not required, it goes on in clear, on
     * a fresh connection.
     */
    public static Session open(Target target, Terms terms, Conversation talk) throws SmtpFailure {
        try {
            return open(target, terms, terms.tls(), talk);
        } catch (SmtpFailure e) {
            if (e.stage() != Stage.TLS || terms.tls() != Tls.OPPORTUNISTIC) {
                throw e;
            }
            talk.note("once more, in clear");
            return open(target, terms, Tls.NONE, talk);
        }
    }

    private static Session open(Target target, Terms terms, Tls tls, Conversation talk)
            throws SmtpFailure {
        var line = Line.open(target, terms.timeouts(), talk);
        try {
            var session = new Session(line, terms);
            session.introduce(tls);
            return session;
        } catch (SmtpFailure e) {
            line.close();
            throw e;
        }
    }

    public Target target() {
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
    public Reply deliver(Letter letter, Conversation talk) throws SmtpFailure {
        line.follow(talk);
        if (letters++ > 0) {
            talk.note("letter %d on the connection to %s".formatted(letters, line.target()));
        }
        if (begun) {
            require(Stage.MAIL, line.ask(Stage.MAIL, "RSET"));
        }
        refuseWhatTheHostCannotTake(letter);
        var octets = letter.content().octets(offers("8BITMIME"));
        refuseWhatIsTooLarge(octets.length);
        begun = true;
        envelope(letter, octets.length);
        line.write(Stage.CONTENT, DotStuffing.of(octets));
        line.say(Stage.END, ".");
        var reply = require(Stage.END, line.hear(Stage.END));
        begun = false;
        return reply;
    }

    /** Says good-bye, where it can still be heard, and hangs up. */
    @Override
    public void close() {
        if (usable()) {
            try {
                line.say(Stage.MAIL, "QUIT");
                line.hear(Stage.MAIL, terms.timeouts().quit());
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

    private void introduce(Tls tls) throws SmtpFailure {
        if (tls == Tls.IMPLICIT) {
            line.seal(true);
        }
        require(Stage.GREETING, line.hear(Stage.GREETING));
        hello();
        if (tls.upgrades() && offers("STARTTLS")) {
            startTls(tls);
        } else if (tls == Tls.REQUIRED) {
            throw SmtpFailure.own(
                    Stage.TLS, "4.7.10", "The host offers no TLS, and it is required.");
        }
        var login = terms.login();
        if (login != null) {
            logIn(login);
        }
    }

    private void hello() throws SmtpFailure {
        extensions.clear();
        var reply = line.ask(Stage.HELLO, "EHLO " + terms.hello());
        if (reply.positive()) {
            reply.lines().stream().skip(1).forEach(this::note);
        } else if (reply.code() / 100 == 5) {
            require(Stage.HELLO, line.ask(Stage.HELLO, "HELO " + terms.hello()));
        } else {
            throw SmtpFailure.refused(Stage.HELLO, reply);
        }
    }

    private void note(String extension) {
        var words = extension.strip().split(" ", 2);
        extensions.put(words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1] : "");
    }

    private boolean offers(String extension) {
        return extensions.containsKey(extension);
    }

    private void startTls(Tls tls) throws SmtpFailure {
        var reply = line.ask(Stage.TLS, "STARTTLS");
        if (reply.code() == READY) {
            line.seal(tls.proven());
            hello();
        } else if (tls == Tls.REQUIRED || reply.closes()) {
            throw SmtpFailure.refused(Stage.TLS, reply);
        }
    }

    /** A password leaves in clear only where that was said, or does not leave the machine. */
    private void logIn(Login login) throws SmtpFailure {
        boolean clear = tls() == null && terms.tls() != Tls.NONE;
        if (clear && !line.target().address().isLoopbackAddress()) {
            throw SmtpFailure.own(
                    Stage.LOGIN,
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
                    Stage.LOGIN,
                    line.askHidden(Stage.LOGIN, "AUTH PLAIN " + login.plain(), "AUTH PLAIN …"));
        } else if (ways.contains("LOGIN")) {
            proceed(line.ask(Stage.LOGIN, "AUTH LOGIN"));
            proceed(line.askHidden(Stage.LOGIN, login.encodedName(), "…"));
            require(Stage.LOGIN, line.askHidden(Stage.LOGIN, login.encodedPassword(), "…"));
        } else {
            throw SmtpFailure.own(
                    Stage.LOGIN, "4.7.0", "The relay offers neither AUTH PLAIN nor AUTH LOGIN.");
        }
    }

    private static void proceed(Reply reply) throws SmtpFailure {
        if (reply.code() != CONTINUE) {
            throw SmtpFailure.refused(Stage.LOGIN, reply);
        }
    }

    private void refuseWhatTheHostCannotTake(Letter letter) throws SmtpFailure {
        if (letter.international() && !offers("SMTPUTF8")) {
            throw SmtpFailure.own(
                    Stage.MAIL,
                    "5.6.7",
                    "The host takes no addresses and headers beyond ASCII (SMTPUTF8).");
        }
    }

    private void refuseWhatIsTooLarge(int octets) throws SmtpFailure {
        var limit = extensions.getOrDefault("SIZE", "").strip();
        if (limit.matches("[1-9][0-9]{0,17}") && Long.parseLong(limit) < octets) {
            throw SmtpFailure.own(
                    Stage.MAIL,
                    "5.3.4",
                    "The message has %d bytes, and the host takes at most %s."
                            .formatted(octets, limit));
        }
    }

    private void envelope(Letter letter, int octets) throws SmtpFailure {
        var mail = mail(letter, octets);
        var recipient = "RCPT TO:<%s>".formatted(letter.recipient());
        if (!offers("PIPELINING")) {
            require(Stage.MAIL, line.ask(Stage.MAIL, mail));
            require(Stage.RECIPIENT, line.ask(Stage.RECIPIENT, recipient));
            goAhead(line.ask(Stage.DATA, "DATA"));
            return;
        }
        line.say(Stage.MAIL, mail, recipient, "DATA");
        var first = line.hear(Stage.MAIL);
        if (first.closes()) {
            throw SmtpFailure.refused(Stage.MAIL, first);
        }
        var second = hearAfter(Stage.MAIL, first, Stage.RECIPIENT);
        if (second.closes()) {
            require(Stage.MAIL, first);
            throw SmtpFailure.refused(Stage.RECIPIENT, second);
        }
        var negative = first.positive() ? second : first;
        var third = hearAfter(Stage.RECIPIENT, negative, Stage.DATA);
        if (third.code() == START_MAIL_INPUT && !negative.positive()) {
            // It waits for a letter that it will not take: an empty one ends that (RFC 2920).
            line.say(Stage.DATA, ".");
            hearAfter(Stage.RECIPIENT, negative, Stage.DATA);
        }
        require(Stage.MAIL, first);
        require(Stage.RECIPIENT, second);
        goAhead(third);
    }

    /** Where the connection breaks behind a refusal, it is the refusal that counts. */
    private Reply hearAfter(Stage said, Reply reply, Stage stage) throws SmtpFailure {
        try {
            return line.hear(stage);
        } catch (SmtpFailure e) {
            throw reply.positive() ? e : SmtpFailure.refused(said, reply);
        }
    }

    private String mail(Letter letter, int octets) {
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

    private void goAhead(Reply reply) throws SmtpFailure {
        if (reply.code() != START_MAIL_INPUT) {
            throw SmtpFailure.refused(Stage.DATA, reply);
        }
    }

    private static Reply require(Stage stage, Reply reply) throws SmtpFailure {
        if (!reply.positive()) {
            throw SmtpFailure.refused(stage, reply);
        }
        return reply;
    }
}
