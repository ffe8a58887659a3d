package io.sendyard.submission;

import io.sendyard.apikey.KeyAuthentication;
import io.sendyard.apikey.Program;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.Secret;
import io.sendyard.message.Accepted;
import io.sendyard.message.MessageAcceptance;
import io.sendyard.server.Server;
import io.sendyard.smtp.Credentials;
import io.sendyard.smtp.server.MailHandler;
import io.sendyard.smtp.server.Reply;
import io.sendyard.smtp.server.SmtpPeer;
import io.sendyard.web.Installation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Accepts messages from a server's apps, which authenticate with an API key. */
@Component
class SubmissionHandler implements MailHandler {

    private final Keys keys;
    private final Acceptance acceptance;
    private final TraceClauses trace;

    @Autowired
    SubmissionHandler(
            KeyAuthentication keys,
            MessageAcceptance acceptance,
            SmtpServerProperties settings,
            Installation installation) {
        this(
                keys::authenticate,
                acceptance::accept,
                new TraceClauses(installation.mailHostName(), settings.submission().traceClient()));
    }

    SubmissionHandler(Keys keys, Acceptance acceptance, TraceClauses trace) {
        this.keys = keys;
        this.acceptance = acceptance;
        this.trace = trace;
    }

    @Override
    public boolean requiresAuthentication() {
        return true;
    }

    @Override
    public boolean authenticates(Credentials credentials) {
        return server(credentials).isPresent();
    }

    @Override
    public @Nullable Reply refusal(EmailAddress recipient) {
        return null;
    }

    /** Checks the key again: it may have been revoked or its server deleted since AUTH. */
    @Override
    public Reply receive(
            SmtpPeer client, String reversePath, List<EmailAddress> recipients, byte[] message) {
        try {
            return Optional.ofNullable(client.credentials())
                    .flatMap(this::server)
                    .map(server ->
                            acceptance.accept(server, recipients, trace.clauses(client), message))
                    .map(accepted -> new Reply(250, "2.0.0", "Accepted as " + accepted.id()))
                    .orElse(Reply.AUTHENTICATION_REQUIRED);
        } catch (RuntimeException e) {
            return SmtpReplies.to(e);
        }
    }

    private Optional<Server> server(Credentials credentials) {
        return keys.authenticate(credentials.password())
                .map(Program::server)
                .filter(server -> isNamed(credentials, server));
    }

    private static boolean isNamed(Credentials credentials, Server server) {
        return credentials.username().equals(credentials.password().reveal())
                || credentials.username().equals(server.cuid().value());
    }

    /** Finds the server and key type of a secret. */
    interface Keys {

        Optional<Program> authenticate(Secret secret);
    }

    /** Accepts a message. */
    interface Acceptance {

        Accepted accept(Server server, List<EmailAddress> recipients, String trace, byte[] message);
    }
}
