package io.sendyard.smtp.server;

import io.sendyard.smtp.Credentials;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client may say at a door (RFC 5321 section 4.1), and what it is answered. */
final class CommandHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CommandHandler.class);
    private static final Reply OUT_OF_ORDER = new Reply(503, "5.5.1", "Not now");
    private static final Reply SYNTAX = new Reply(501, "5.5.4", "That argument can't be read");
    private static final Reply UNKNOWN = new Reply(500, "5.5.1", "That command is not known here");
    private static final Reply NOT_OFFERED = new Reply(502, "5.5.1", "That is not offered here");
    private static final Reply TOO_MANY_FAULTS =
            new Reply(421, "4.7.0", "Too many commands that lead to nothing");

    /** With these a stranger can hold a connection for ever. */
    private static final Set<String> IDLE = Set.of("NOOP", "RSET", "VRFY", "HELP", "EHLO", "HELO");

    private final ServerConnection wire;
    private final ServerOptions entrance;
    private final ServerSession conversation;
    private boolean greeted;
    private volatile @Nullable Credentials login;
    private @Nullable Envelope envelope;
    private int wrongKeys;
    private int faults;

    CommandHandler(ServerConnection wire, ServerOptions entrance, ServerSession conversation) {
        this.wire = wire;
        this.entrance = entrance;
        this.conversation = conversation;
    }

    /** Whether the client has proved who it is. */
    boolean known() {
        return login != null;
    }

    /** The answer; null where it was given already. */
    @Nullable Reply answer(CommandLine line) throws IOException {
        var reply = obey(line);
        boolean fault = reply != null && (reply.code() < 505 || !known()) && reply.refuses();
        if (fault || (!known() && IDLE.contains(line.verb()))) {
            faults++;
        }
        return faults > ServerLimits.FAULTS ? TOO_MANY_FAULTS : reply;
    }

    private @Nullable Reply obey(CommandLine line) throws IOException {
        if (line.tooLong()) {
            return new Reply(500, "5.5.2", "That line is too long");
        }
        if (!line.clean()) {
            return new Reply(
                    500, "5.5.2", "A command is text in UTF-8, without control characters");
        }
        var argument = line.argument();
        return switch (line.verb()) {
            case "EHLO" -> hello(argument, capabilities());
            case "HELO" -> hello(argument, "");
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

    private Reply hello(String name, String capabilities) {
        if (name.isEmpty()) {
            return SYNTAX;
        }
        greeted = true;
        envelope = null;
        return new Reply(250, "", entrance.hostName() + capabilities);
    }

    private String capabilities() {
        var lines =
                new StringBuilder("\nPIPELINING\n8BITMIME\nSMTPUTF8\nENHANCEDSTATUSCODES\nSIZE ")
                        .append(entrance.limits().size());
        if (!wire.encrypted()) {
            lines.append("\nSTARTTLS");
        }
        if (entrance.reception().requiresAuthentication() && takesKeys()) {
            lines.append("\nAUTH PLAIN LOGIN");
        }
        return lines.toString();
    }

    /** Nothing may come behind STARTTLS in clear: somebody on the way might have put it there. */
    private @Nullable Reply encrypt(String argument) throws IOException {
        if (!argument.isEmpty()) {
            return SYNTAX;
        }
        if (wire.encrypted()) {
            return OUT_OF_ORDER;
        }
        if (wire.ahead()) {
            return new Reply(421, "4.7.0", "Wait for the answer to STARTTLS");
        }
        wire.send(new Reply(220, "2.0.0", "Go ahead"));
        wire.encrypt(entrance.tls());
        greeted = false;
        login = null;
        envelope = null;
        return null;
    }

    private Reply authenticate(String argument) throws IOException {
        if (!entrance.reception().requiresAuthentication()) {
            return NOT_OFFERED;
        }
        if (!greeted || known() || envelope != null) {
            return OUT_OF_ORDER;
        }
        if (!takesKeys()) {
            return new Reply(538, "5.7.11", "Encryption required: begin with STARTTLS");
        }
        try {
            var claimed = new SaslExchange(this::ask).login(argument);
            if (!entrance.reception().knows(claimed)) {
                return wrongKey();
            }
            login = claimed;
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
        wire.send(question);
        var line = conversation.await();
        if (line == null) {
            throw new EOFException();
        }
        return line.text();
    }

    /** The longer somebody guesses, the longer it takes. */
    private Reply wrongKey() throws IOException {
        conversation.pause(entrance.limits().pause().multipliedBy(1L << wrongKeys));
        wrongKeys++;
        return wrongKeys < ServerLimits.WRONG_KEYS
                ? new Reply(535, "5.7.8", "That is no key of a server here")
                : new Reply(421, "4.7.0", "Too many wrong keys");
    }

    private Reply mail(String argument) {
        if (!greeted || envelope != null) {
            return OUT_OF_ORDER;
        }
        if (entrance.reception().requiresAuthentication() && !known()) {
            return Reply.AUTHENTICATION_REQUIRED;
        }
        var from = MailPath.parse("FROM:", argument).orElse(null);
        if (from == null) {
            return SYNTAX;
        }
        var objection = MailParameters.objection(from.parameters(), entrance.limits().size());
        if (objection != null) {
            return objection;
        }
        boolean international = from.parameters().containsKey("SMTPUTF8");
        if (!from.ascii() && !international) {
            return new Reply(553, "5.6.7", "That address needs SMTPUTF8");
        }
        if (!from.path().isEmpty() && from.address().isEmpty()) {
            return new Reply(553, "5.1.7", "That is not one plain address");
        }
        envelope = new Envelope(international);
        return new Reply(250, "2.1.0", "OK");
    }

    private Reply recipient(String argument) {
        var open = envelope;
        if (open == null) {
            return known() || !entrance.reception().requiresAuthentication()
                    ? OUT_OF_ORDER
                    : Reply.AUTHENTICATION_REQUIRED;
        }
        var to = MailPath.parse("TO:", argument).orElse(null);
        if (to == null) {
            return SYNTAX;
        }
        if (!to.parameters().isEmpty()) {
            return MailParameters.UNKNOWN;
        }
        if (!to.ascii() && !open.international()) {
            return new Reply(553, "5.6.7", "That address needs SMTPUTF8");
        }
        var address = to.address().orElse(null);
        if (address == null) {
            return new Reply(553, "5.1.3", "That is not one plain address");
        }
        if (open.size() >= entrance.limits().recipients()) {
            return new Reply(452, "4.5.3", "Too many recipients");
        }
        var objection = entrance.reception().objection(address);
        if (objection != null) {
            return objection;
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
        wire.send(new Reply(354, "", "End with <CR><LF>.<CR><LF>"));
        try (var content = new DataReader(entrance.limits().size(), entrance.room())) {
            conversation.receive(content);
            var refusal = content.refusal();
            return refusal == null ? receive(closed, content) : refusal;
        }
    }

    private Reply receive(Envelope closed, DataReader content) {
        var reply = entrance.reception().receive(login, closed.recipients(), content.message());
        if (reply.equals(Reply.AUTHENTICATION_REQUIRED)) {
            login = null;
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

    private boolean takesKeys() {
        return entrance.takesKeys(wire);
    }
}
