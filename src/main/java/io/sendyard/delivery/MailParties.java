package io.sendyard.delivery;

import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import io.sendyard.smtp.client.OutgoingMail;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The addresses and hosts that a rejection can name: the recipient's and ours. Only what it says
 * about the recipient can make a hard bounce.
 *
 * @param from the address in From; null if it is not known
 * @param returnPathHost the host of our return path
 * @param hostName the name by which we greet mail servers
 */
record MailParties(
        EmailAddress recipient,
        @Nullable EmailAddress from,
        String returnPathHost,
        String hostName) {

    static MailParties of(OutgoingMail mail, String hostName) {
        var sender = mail.sender();
        return new MailParties(
                mail.recipient(),
                mail.from(),
                sender.substring(sender.lastIndexOf('@') + 1),
                hostName);
    }

    Party address(String address) {
        var key = key(address);
        if (key.equals(recipient.key())) {
            return Party.RECIPIENT;
        }
        int at = key.lastIndexOf('@');
        var local = key.substring(0, at);
        var host = key.substring(at + 1);
        if (isReturnPath(local) || (from != null && key.equals(from.key()))) {
            return Party.OURS;
        }
        var owner = host(host);
        // A mail server may use another name for the recipient's domain.
        return owner == Party.OTHER && local.equalsIgnoreCase(recipient.localPart())
                ? Party.RECIPIENT
                : owner;
    }

    Party host(String host) {
        var name = key(host);
        if (name.equals(key(hostName)) || name.equals(key(returnPathHost))) {
            return Party.OURS;
        }
        if (isOf(name, recipient.domain())) {
            return Party.RECIPIENT;
        }
        return from != null && isOf(name, from.domain()) ? Party.OURS : Party.OTHER;
    }

    /** A name within the domain, or one that the domain is within, but no top-level domain. */
    private static boolean isOf(String name, DomainName domain) {
        return isWithin(name, domain.value())
                || (name.indexOf('.') > 0 && isWithin(domain.value(), name));
    }

    private static boolean isReturnPath(String local) {
        return local.startsWith("bounces+") || local.matches("srs[01]=.*|prvs=.*");
    }

    private static boolean isWithin(String name, String domain) {
        return name.equals(domain) || name.endsWith("." + domain);
    }

    private static String key(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** Whose an address or a host is. */
    enum Party {
        RECIPIENT,
        OURS,
        OTHER
    }
}
