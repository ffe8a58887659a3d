package io.sendyard.smtp.server;

import io.sendyard.smtp.Credentials;
import java.io.EOFException;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands of RFC 5321 section 4.1 and their replies. */
final class CommandHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CommandHandler.class);
    private static final Reply OUT_OF_ORDER = new Reply(503, "5.5.1", "Not now");
    private static final Reply SYNTAX = new Reply(501, "5.5.4", "That argument can't be read");
    private static final Reply UNKNOWN = new Reply(500, "5.5.1", "That command is not known here");
    private static final Reply NOT_OFFERED = new Reply(502, "5.5.1", "That is not offered here");
    private static final Reply NOT_ENCRYPTED =
            new Reply(538, "5.7.11", "Encryption required: begin with STARTTLS");
    private static final Reply NO_ENCRYPTION =
            new Reply(
                    538,
                    "5.7.11",
                    "Encryption required, to offer it set sendyard.submission.certificate and"
                            + " sendyard.submission.private-key");
    private static final Reply TOO_MANY_FAULTS =
            new Reply(421, "4.7.0", "Too many commands that lead to nothing");

    /** Commands that would let an unauthenticated client hold a connection forever. */
    private static final Set<String> IDLE = Set.of("NOOP", "RSET", "VRFY", "HELP", "EHLO", "HELO");

    private final ServerConnection connection;
    private final ServerOptions options;
    private final ServerSession session;
    private @Nullable String hello;
    private boolean extended;
    private volatile @Nullable Credentials credentials;
    private @Nullable Envelope envelope;
    private int rejectedKeys;
    private int faults;

    CommandHandler(ServerConnection connection, ServerOptions options, ServerSession session) {
        this.connection = connection;
        this.options = options;
        this.session = session;
    }

    /** Whether the client has authenticated. */
    boolean isAuthenticated() {
        return credentials != null;
    }

    /** The reply; null if it was already sent. */
    @Nullable Reply answer(CommandLine line) throws IOException {
        var reply = execute(line);
        boolean fault =
                reply != null && (reply.code() < 505 || !isAuthenticated()) && reply.refuses();
        if (fault || (!isAuthenticated() && IDLE.contains(line.verb()))) {
            faults++;
        }
        return faults > ServerLimits.FAULTS ? TOO_MANY_FAULTS : reply;
    }

    private @Nullable Reply execute(CommandLine line) throws IOException {
        if (line.tooLong()) {
            return new Reply(500, "5.5.2", "That line is too long");
        }
        if (!line.clean()) {
            return new Reply(
                    line.cleanVerb() ? 501 : 500,
                    "5.5.2",
                    "A command is text in UTF-8, without control characters");
        }
        var argument = line.argument();
        return switch (line.verb()) {
            case "EHLO" -> greet(argument, true);
            case "HELO" -> greet(argument, false);
            case "STARTTLS" -> encrypt(argument);
            case "AUTH" -> authenticate(argument);
            case "MAIL" -> mail(argument);
            case "RCPT" -> recipient(argument);
            case "DATA" -> data(argument);
            case "RSET" -> reset(argument);
            case "NOOP" -> Reply.OK;
            case "VRFY" -> new Reply(252, "2.5.0", "Send something and see");
            case "HELP" -> new Reply(214, "2.0.0", "RFC 5321");
            case "QUIT" -> new Reply(221, "2.0.0", "Bye");
            case "BDAT", "EXPN", "TURN", "ETRN" -> NOT_OFFERED;
            default -> UNKNOWN;
        };
    }

    private Reply greet(String name, boolean withExtensions) {
        if (name.isEmpty()) {
            return SYNTAX;
        }
        hello = name;
        extended = withExtensions;
        envelope = null;
        return new Reply(250, "", options.hostName() + (extended ? capabilities() : ""));
    }

    private String capabilities() {
        var lines =
                new StringBuilder("\nPIPELINING\n8BITMIME\nSMTPUTF8\nENHANCEDSTATUSCODES\nSIZE ")
                        .append(options.limits().size());
        if (options.tls() != null && !connection.encrypted()) {
            lines.append("\nSTARTTLS");
        }
        if (options.handler().requiresAuthentication() && options.acceptsKeys(connection)) {
            lines.append("\nAUTH PLAIN LOGIN");
        }
        return lines.toString();
    }

    /**
     * Rejects clear-text input after STARTTLS, because an attacker could have injected it (RFC 3207
     * section 6).
     */
    private @Nullable Reply encrypt(String argument) throws IOException {
        var tls = options.tls();
        if (tls == null) {
            return NOT_OFFERED;
        }
        if (!argument.isEmpty()) {
            return SYNTAX;
        }
        if (connection.encrypted()) {
            return OUT_OF_ORDER;
        }
        if (connection.hasMoreInput()) {
            return new Reply(421, "4.7.0", "Wait for the answer to STARTTLS");
        }
        connection.send(new Reply(220, "2.0.0", "Go ahead"));
        connection.encrypt(tls);
        hello = null;
        credentials = null;
        envelope = null;
        return null;
    }

    private Reply authenticate(String argument) throws IOException {
        if (!options.handler().requiresAuthentication()) {
            return NOT_OFFERED;
        }
        if (hello == null || isAuthenticated() || envelope != null) {
            return OUT_OF_ORDER;
        }
        if (!options.acceptsKeys(connection)) {
            return options.tls() == null ? NO_ENCRYPTION : NOT_ENCRYPTED;
        }
        try {
            var claimed = new SaslExchange(this::ask).credentials(argument);
            if (!options.handler().authenticates(claimed)) {
                return rejectKey();
            }
            credentials = claimed;
            faults = 0;
            return new Reply(235, "2.7.0", "Welcome");
        } catch (SaslExchange.Failed e) {
            return e.reply();
        } catch (RuntimeException e) {
            LOG.warn("A key could not be looked up", e);
            return new Reply(454, "4.7.0", "Keys can't be looked up, try again later");
        }
    }

    private String ask(Reply question) throws IOException {
        connection.send(question);
        var line = session.await();
        if (line == null) {
            throw new EOFException();
        }
        return line.text();
    }

    /** Doubles the delay with each rejected key, to slow down guessing. */
    private Reply rejectKey() throws IOException {
        session.pause(options.limits().rejectedKeyDelay().multipliedBy(1L << rejectedKeys));
        rejectedKeys++;
        return rejectedKeys < ServerLimits.REJECTED_KEYS
                ? new Reply(535, "5.7.8", "That is no key of a server here")
                : new Reply(421, "4.7.0", "Too many wrong keys");
    }

    private Reply mail(String argument) {
        if (hello == null || envelope != null) {
            return OUT_OF_ORDER;
        }
        if (options.handler().requiresAuthentication() && !isAuthenticated()) {
            return Reply.AUTHENTICATION_REQUIRED;
        }
        boolean lenient = options.handler().isLenient();
        var from = MailPath.parse("FROM:", argument, lenient).orElse(null);
        if (from == null) {
            return SYNTAX;
        }
        var refusal = MailParameters.refusal(from.parameters(), options.limits().size());
        if (refusal != null) {
            return refusal;
        }
        boolean international = from.parameters().containsKey("SMTPUTF8");
        if (!from.ascii() && !international && !lenient) {
            return new Reply(553, "5.6.7", "That address needs SMTPUTF8");
        }
        if (!lenient && !ReversePath.isValid(from.path())) {
            return new Reply(553, "5.1.7", "That is not one plain address");
        }
        envelope = new Envelope(from.path(), international);
        return new Reply(250, "2.1.0", "OK");
    }

    private Reply recipient(String argument) {
        var open = envelope;
        if (open == null) {
            return isAuthenticated() || !options.handler().requiresAuthentication()
                    ? OUT_OF_ORDER
                    : Reply.AUTHENTICATION_REQUIRED;
        }
        boolean lenient = options.handler().isLenient();
        var to = MailPath.parse("TO:", argument, lenient).orElse(null);
        if (to == null) {
            return SYNTAX;
        }
        if (!to.parameters().isEmpty()) {
            return MailParameters.UNKNOWN;
        }
        if (!to.ascii() && !open.international()) {
            return new Reply(553, "5.6.7", "That address needs SMTPUTF8");
        }
        var address = (lenient ? to.addressAt(options.hostName()) : to.address()).orElse(null);
        if (address == null) {
            return new Reply(553, "5.1.3", "That is not one plain address");
        }
        if (open.size() >= options.limits().recipients()) {
            return new Reply(452, "4.5.3", "Too many recipients");
        }
        var refusal = options.handler().refusal(address);
        if (refusal != null) {
            return refusal;
        }
        open.add(address);
        return new Reply(250, "2.1.5", "OK");
    }

    private Reply data(String argument) throws IOException {
        var closed = envelope;
        if (!argument.isEmpty()) {
            return SYNTAX;
        }
        if (closed == null) {
            return OUT_OF_ORDER;
        }
        if (closed.size() == 0) {
            return new Reply(554, "5.5.1", "There is no recipient");
        }
        envelope = null;
        connection.send(new Reply(354, "", "End with <CR><LF>.<CR><LF>"));
        try (var content =
                new DataReader(
                        options.limits().size(), options.handler().isLenient(), options.memory())) {
            session.receive(content);
            var refusal = content.refusal();
            return refusal == null ? receive(closed, content) : refusal;
        }
    }

    private Reply receive(Envelope closed, DataReader content) {
        var client = SmtpPeer.at(connection, Objects.requireNonNull(hello), extended, credentials);
        var reply =
                options.handler()
                        .receive(
                                client,
                                closed.reversePath(),
                                closed.recipients(),
                                content.message());
        if (reply.equals(Reply.AUTHENTICATION_REQUIRED)) {
            credentials = null;
        } else if (!reply.refuses()) {
            faults = 0;
        }
        return reply;
    }

    private Reply reset(String argument) {
        if (!argument.isEmpty()) {
            return SYNTAX;
        }
        envelope = null;
        return Reply.OK;
    }
}
