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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Behind the doors for submission: a server's programs hand in what is to be sent. */
@Component
class SubmissionHandler implements MailHandler {

    private final Keys keys;
    private final Acceptance acceptance;

    @Autowired
    SubmissionHandler(KeyAuthentication keys, MessageAcceptance acceptance) {
        this(keys::authenticate, acceptance::accept);
    }

    SubmissionHandler(Keys keys, Acceptance acceptance) {
        this.keys = keys;
        this.acceptance = acceptance;
    }

    @Override
    public boolean requiresAuthentication() {
        return true;
    }

    @Override
    public boolean knows(Credentials login) {
        return server(login).isPresent();
    }

    @Override
    public @Nullable Reply objection(EmailAddress recipient) {
        return null;
    }

    /** Looks again whose key it is: it may be revoked since, or its server deleted. */
    @Override
    public Reply receive(
            @Nullable Credentials login, List<EmailAddress> recipients, byte[] message) {
        try {
            return Optional.ofNullable(login)
                    .flatMap(this::server)
                    .map(server -> acceptance.accept(server, recipients, message))
                    .map(accepted -> new Reply(250, "2.0.0", "Accepted as " + accepted.id()))
                    .orElse(Reply.AUTHENTICATION_REQUIRED);
        } catch (RuntimeException e) {
            return SmtpReplies.to(e);
        }
    }

    private Optional<Server> server(Credentials login) {
        return keys.authenticate(login.password())
                .map(Program::server)
                .filter(server -> isNamed(login, server));
    }

    private static boolean isNamed(Credentials login, Server server) {
        return login.username().equals(login.password().reveal())
                || login.username().equals(server.cuid().value());
    }

    /** Whose secret something is. */
    interface Keys {

        Optional<Program> authenticate(Secret secret);
    }

    /** The one way in. */
    interface Acceptance {

        Accepted accept(Server server, List<EmailAddress> recipients, byte[] message);
    }
}
