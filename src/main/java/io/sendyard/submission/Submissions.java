package io.sendyard.submission;

import io.sendyard.apikey.KeyAuthentication;
import io.sendyard.apikey.Program;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.Secret;
import io.sendyard.message.Accepted;
import io.sendyard.message.MessageAcceptance;
import io.sendyard.server.Server;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Behind the doors for submission: a server's programs hand in what is to be sent. */
@Component
class Submissions implements Reception {

    /** What is said to somebody who has not proved who they are, or can do so no more. */
    static final Reply WHO_ARE_YOU =
            new Reply(
                    530,
                    "5.7.0",
                    "Authentication required: user name and password are both the API key");

    private final Keys keys;
    private final Acceptance acceptance;

    @Autowired
    Submissions(KeyAuthentication keys, MessageAcceptance acceptance) {
        this(keys::authenticate, acceptance::accept);
    }

    Submissions(Keys keys, Acceptance acceptance) {
        this.keys = keys;
        this.acceptance = acceptance;
    }

    @Override
    public boolean asksWho() {
        return true;
    }

    @Override
    public boolean knows(Login login) {
        return server(login).isPresent();
    }

    @Override
    public @Nullable Reply objection(EmailAddress recipient) {
        return null;
    }

    /** Looks again whose key it is: it may be revoked since, or its server deleted. */
    @Override
    public Reply receive(@Nullable Login login, List<EmailAddress> recipients, byte[] message) {
        try {
            return Optional.ofNullable(login)
                    .flatMap(this::server)
                    .map(server -> acceptance.accept(server, recipients, message))
                    .map(accepted -> new Reply(250, "2.0.0", "Accepted as " + accepted.id()))
                    .orElse(WHO_ARE_YOU);
        } catch (RuntimeException e) {
            return Objections.to(e);
        }
    }

    private Optional<Server> server(Login login) {
        return keys.authenticate(login.secret())
                .map(Program::server)
                .filter(server -> isNamed(login, server));
    }

    private static boolean isNamed(Login login, Server server) {
        return login.user().equals(login.secret().reveal())
                || login.user().equals(server.cuid().value());
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
