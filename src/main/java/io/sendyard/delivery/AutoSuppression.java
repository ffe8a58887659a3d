package io.sendyard.delivery;

import io.sendyard.message.BounceClass;
import io.sendyard.message.EventType;
import io.sendyard.message.Outcome;
import io.sendyard.message.Recipients;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.suppression.SuppressionList;
import io.sendyard.suppression.SuppressionReason;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Suppresses addresses that bounced permanently or complained, if their server is set up for it.
 */
@Component
class AutoSuppression {

    private final Servers servers;
    private final SuppressionList list;
    private final Recipients recipients;

    AutoSuppression(Servers servers, SuppressionList list, Recipients recipients) {
        this.servers = servers;
        this.list = list;
        this.recipients = recipients;
    }

    /** Looks at outcomes, in the transaction that records them. */
    void apply(List<Outcome> outcomes) {
        for (var outcome : outcomes) {
            if (outcome.type() == EventType.COMPLAINED) {
                suppress(outcome, SuppressionReason.COMPLAINT);
            } else if (outcome.type() == EventType.BOUNCED
                    && outcome.details().bounceClass() == BounceClass.HARD) {
                suppress(outcome, SuppressionReason.BOUNCE);
            }
        }
    }

    private void suppress(Outcome outcome, SuppressionReason reason) {
        servers.findById(outcome.serverId())
                .filter(server -> wanted(server, reason))
                .ifPresent(server ->
                        list.add(
                                server.id(),
                                null,
                                recipients
                                        .findWithMessage(outcome.recipientId())
                                        .orElseThrow()
                                        .emailAddress(),
                                reason,
                                "recipient",
                                outcome.reason(),
                                outcome.messageId()));
    }

    private static boolean wanted(Server server, SuppressionReason reason) {
        var settings = server.settings().suppression();
        if (server.deletedAt() != null) {
            return false;
        }
        return reason == SuppressionReason.COMPLAINT
                ? settings.autoSuppressComplaints()
                : settings.autoSuppressBounces();
    }
}
