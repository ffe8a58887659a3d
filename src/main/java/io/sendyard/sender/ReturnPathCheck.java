package io.sendyard.sender;

import io.sendyard.core.DnsResolver;
import io.sendyard.core.DnsResolver.NoSuchDomain;
import io.sendyard.core.DnsResolver.Unanswered;
import io.sendyard.sender.DnsFinding.FindingState;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;

/** Checks whether bounces to a domain's return path arrive at this installation. */
class ReturnPathCheck {

    private final DnsResolver resolver;

    ReturnPathCheck(DnsResolver resolver) {
        this.resolver = resolver;
    }

    DnsFinding check(ExpectedRecord expected) throws Unanswered {
        var name = expected.host().value();
        var mailHost = expected.value();
        var aliases = resolver.aliasChain(name);
        if (aliases.contains(mailHost)) {
            return DnsFinding.OK;
        }
        var addresses = resolver.addresses(name);
        if (aliases.isEmpty() && addresses.isEmpty()) {
            return DnsFinding.MISSING;
        }
        return isFlattened(name, addresses, mailHost)
                ? DnsFinding.OK
                : DnsFinding.of(FindingState.OTHER_HOST, found(aliases, addresses));
    }

    /**
     * Some DNS providers publish the addresses of an alias instead of the alias. Mail goes to them
     * unless the name has an MX record (RFC 5321 section 5.1).
     */
    private boolean isFlattened(String name, List<InetAddress> addresses, String mailHost)
            throws Unanswered {
        return !addresses.isEmpty()
                && new HashSet<>(resolver.addresses(mailHost)).containsAll(addresses)
                && hasNoOtherMx(name, mailHost);
    }

    private boolean hasNoOtherMx(String name, String mailHost) throws Unanswered {
        try {
            return resolver.exchanges(name).stream().allMatch(mx -> mx.host().equals(mailHost));
        } catch (NoSuchDomain e) {
            return true;
        }
    }

    private static List<String> found(List<String> aliases, List<InetAddress> addresses) {
        return aliases.isEmpty()
                ? addresses.stream().map(InetAddress::getHostAddress).toList()
                : aliases;
    }
}
