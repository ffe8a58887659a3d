package io.sendyard.sender;

import io.sendyard.core.DnsResolver;
import io.sendyard.core.DnsResolver.NoSuchDomain;
import io.sendyard.core.DnsResolver.Unanswered;
import io.sendyard.core.DomainName;
import io.sendyard.sender.DnsFinding.FindingState;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Checks whether bounces to a domain's return path arrive at this installation. */
class ReturnPathCheck {

    /** As long as resolvers follow them. */
    private static final int MOST_ALIASES = 8;

    private final DnsResolver resolver;

    ReturnPathCheck(DnsResolver resolver) {
        this.resolver = resolver;
    }

    DnsFinding check(ExpectedRecord expected) throws Unanswered {
        var mailHost = new DomainName(expected.value());
        var aliases = aliases(expected.host());
        if (aliases.contains(mailHost)) {
            return DnsFinding.OK;
        }
        var addresses = resolver.addresses(expected.host());
        if (aliases.isEmpty() && addresses.isEmpty()) {
            return DnsFinding.MISSING;
        }
        return isFlattened(expected.host(), addresses, mailHost)
                ? DnsFinding.OK
                : DnsFinding.of(FindingState.OTHER_HOST, found(aliases, addresses));
    }

    /** An alias can lead to another one (RFC 1034 section 3.6.2). */
    private List<DomainName> aliases(DomainName name) throws Unanswered {
        var aliases = new ArrayList<DomainName>();
        var next = resolver.aliases(name);
        while (!next.isEmpty() && aliases.size() < MOST_ALIASES) {
            aliases.addAll(next);
            next = resolver.aliases(next.getLast());
        }
        return aliases;
    }

    /**
     * Some DNS providers publish the addresses of an alias instead of the alias. Mail goes to them
     * unless the name has an MX record (RFC 5321 section 5.1).
     */
    private boolean isFlattened(DomainName name, List<InetAddress> addresses, DomainName mailHost)
            throws Unanswered {
        return !addresses.isEmpty()
                && new HashSet<>(resolver.addresses(mailHost)).containsAll(addresses)
                && hasNoOtherMx(name, mailHost);
    }

    private boolean hasNoOtherMx(DomainName name, DomainName mailHost) throws Unanswered {
        try {
            return resolver.exchanges(name).stream()
                    .allMatch(mx -> mx.host().filter(mailHost::equals).isPresent());
        } catch (NoSuchDomain e) {
            return true;
        }
    }

    private static List<String> found(List<DomainName> aliases, List<InetAddress> addresses) {
        return aliases.isEmpty()
                ? addresses.stream().map(InetAddress::getHostAddress).toList()
                : aliases.stream().map(DomainName::value).toList();
    }
}
