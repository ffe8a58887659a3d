package io.sendyard.smtp.server;

import io.sendyard.core.EmailAddress;
import io.sendyard.smtp.Credentials;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accepts every client, recipient and message. */
class TestMailHandler implements MailHandler {

    private final boolean authentication;

    TestMailHandler(boolean authentication) {
        this.authentication = authentication;
    }

    @Override
    public boolean requiresAuthentication() {
        return authentication;
    }

    @Override
    public boolean authenticates(Credentials credentials) {
        return true;
    }

    @Override
    public @Nullable Reply refusal(EmailAddress recipient) {
        return null;
    }

    @Override
    public Reply receive(
            SmtpPeer client, String reversePath, List<EmailAddress> recipients, byte[] message) {
        return Reply.OK;
    }
}
