package io.sendyard.submission;

import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import io.sendyard.delivery.BounceIntake;
import io.sendyard.smtp.Credentials;
import io.sendyard.smtp.server.MailHandler;
import io.sendyard.smtp.server.Reply;
import io.sendyard.smtp.server.SmtpPeer;
import io.sendyard.web.Installation;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Accepts mail at return paths and for postmaster from anyone, and nothing else. */
@Component
class BounceHandler implements MailHandler {

    private static final Logger LOG = LoggerFactory.getLogger(BounceHandler.class);
    private static final Reply NOT_OURS =
            new Reply(550, "5.7.1", "Relaying denied: this is no return path of ours");

    private final Predicate<EmailAddress> expected;
    private final Intake intake;
    private final DomainName hostName;

    @Autowired
    BounceHandler(BounceIntake mail, Installation installation) {
        this(mail::expects, mail::receive, new DomainName(installation.mailHostName()));
    }

    BounceHandler(Predicate<EmailAddress> expected, Intake intake, DomainName hostName) {
        this.expected = expected;
        this.intake = intake;
        this.hostName = hostName;
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
    public boolean isLenient() {
        return true;
    }

    @Override
    public @Nullable Reply refusal(EmailAddress recipient) {
        try {
            return isPostmaster(recipient) || expected.test(recipient) ? null : NOT_OURS;
        } catch (RuntimeException e) {
            return SmtpReplies.to(e);
        }
    }

    @Override
    public Reply receive(
            SmtpPeer client, String reversePath, List<EmailAddress> recipients, byte[] message) {
        try {
            recipients.forEach(recipient -> receive(reversePath, recipient, message));
            return Reply.OK;
        } catch (RuntimeException e) {
            return SmtpReplies.to(e);
        }
    }

    private void receive(String reversePath, EmailAddress recipient, byte[] message) {
        if (isPostmaster(recipient)) {
            LOG.info("Discarded a message to postmaster of {} bytes", message.length);
        } else {
            intake.receive(reversePath, recipient, message);
        }
    }

    /**
     * Accepted without a mailbox behind it, since each mail server must (RFC 5321 section 4.5.1).
     */
    private boolean isPostmaster(EmailAddress recipient) {
        return recipient.unquotedLocalPart().equalsIgnoreCase("postmaster")
                && recipient.domain().equals(hostName);
    }

    /** Takes mail that came back by a return path. */
    interface Intake {

        void receive(String reversePath, EmailAddress returnPath, byte[] mail);
    }
}
