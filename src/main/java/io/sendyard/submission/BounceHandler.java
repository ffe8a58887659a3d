package io.sendyard.submission;

import io.sendyard.core.EmailAddress;
import io.sendyard.delivery.BounceIntake;
import io.sendyard.smtp.Credentials;
import io.sendyard.smtp.server.MailHandler;
import io.sendyard.smtp.server.Reply;
import io.sendyard.smtp.server.SmtpPeer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Accepts bounces and complaints at return paths from anyone, and nothing else. */
@Component
class BounceHandler implements MailHandler {

    private static final Reply NOT_OURS =
            new Reply(550, "5.7.1", "Relaying denied: this is no return path of ours");

    private final Predicate<EmailAddress> expected;
    private final BiConsumer<EmailAddress, byte[]> intake;

    @Autowired
    BounceHandler(BounceIntake mail) {
        this(mail::expects, mail::receive);
    }

    BounceHandler(Predicate<EmailAddress> expected, BiConsumer<EmailAddress, byte[]> intake) {
        this.expected = expected;
        this.intake = intake;
    }

    @Override
    public boolean requiresAuthentication() {
        return false;
    }

    @Override
    public boolean authenticates(Credentials credentials) {
        return false;
    }

    @Override
    public @Nullable Reply refusal(EmailAddress recipient) {
        try {
            return expected.test(recipient) ? null : NOT_OURS;
        } catch (RuntimeException e) {
            return SmtpReplies.to(e);
        }
    }

    @Override
    public Reply receive(SmtpPeer client, List<EmailAddress> recipients, byte[] message) {
        try {
            recipients.forEach(recipient -> intake.accept(recipient, message));
            return Reply.OK;
        } catch (RuntimeException e) {
            return SmtpReplies.to(e);
        }
    }
}
