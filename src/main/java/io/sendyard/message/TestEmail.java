package io.sendyard.message;

import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.Refusal;
import io.sendyard.sender.SenderPolicy;
import io.sendyard.server.Server;
import io.sendyard.web.Installation;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** A test email to the user's own address that exercises the whole path. */
@Component
public class TestEmail {

    /** Its subject. */
    public static final String SUBJECT = "Test email from Sendyard";

    private final MessageAcceptance acceptance;
    private final SenderPolicy senders;
    private final Installation installation;

    TestEmail(MessageAcceptance acceptance, SenderPolicy senders, Installation installation) {
        this.acceptance = acceptance;
        this.senders = senders;
        this.installation = installation;
    }

    /**
     * The sender: an address of the server's identities, or any address if it isn't delivered;
     * empty if the server needs an identity first.
     */
    public Optional<EmailAddress> from(Server server) {
        var own = senders.example(server.id());
        if (own.isPresent() || !(installation.captures() || server.sandbox())) {
            return own;
        }
        var host = installation.host().map(DomainName::value).orElse("sendyard.example");
        return EmailAddress.parse("test@" + host);
    }

    /**
     * Sends it.
     *
     * @throws Refusal where the server can't send yet
     */
    public Accepted send(Server server, EmailAddress to) {
        var from =
                from(server)
                        .orElseThrow(() ->
                                Refusal.conflict(
                                        null,
                                        "This server has no verified sender yet. Add one first."));
        var message =
                NewMessage.written(
                        "Sendyard <%s>".formatted(from),
                        to.toString(),
                        SUBJECT,
                        """
                        <!doctype html>
                        <html><body style="font-family: sans-serif"><h1>It works</h1>
                        <p>This message went through the server <strong>%s</strong>.</p></body></html>
                        """
                                .formatted(HtmlUtils.htmlEscape(server.name())),
                        "It works. This message went through the server %s.\n"
                                .formatted(server.name()),
                        "test");
        return acceptance.accept(server, message, Source.DASHBOARD);
    }
}
