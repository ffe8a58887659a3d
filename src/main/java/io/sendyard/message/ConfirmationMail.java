package io.sendyard.message;

import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.NotFound;
import io.sendyard.sender.AddressConfirmation;
import io.sendyard.server.Servers;
import io.sendyard.web.Installation;
import java.net.URI;
import org.springframework.stereotype.Component;

/** Mails the link that confirms an address, as a message of the server that wants to use it. */
@Component
class ConfirmationMail implements AddressConfirmation {

    private final MessageAcceptance acceptance;
    private final Servers servers;
    private final Installation installation;

    ConfirmationMail(MessageAcceptance acceptance, Servers servers, Installation installation) {
        this.acceptance = acceptance;
        this.servers = servers;
        this.installation = installation;
    }

    @Override
    public void mail(long serverId, EmailAddress address, URI link) {
        var server =
                servers.findById(serverId)
                        .filter(found -> found.deletedAt() == null)
                        .orElseThrow(NotFound::new);
        var mail =
                NewMessage.plain(
                        "Sendyard <%s>".formatted(postmaster()),
                        address.toString(),
                        "Confirm that you may send from %s".formatted(address),
                        text(address, server.name(), link),
                        "address-confirmation");
        acceptance.accept(server, mail, Source.SYSTEM);
    }

    private static String text(EmailAddress address, String project, URI link) {
        return """
        Hello,

        somebody wants to send mail from %s with Sendyard, for the project “%s”.

        If that is fine with you, open this link:

        %s

        If you do not know about this, do nothing: without your word no mail is sent from your address.
        """
                .formatted(address, project, link);
    }

    /** Behind an address in figures there is no domain, and mail stays on this machine. */
    private String postmaster() {
        return "postmaster@"
                + installation.host().map(DomainName::value).orElse("localhost.localdomain");
    }
}
