package io.sendyard.delivery;

import io.sendyard.core.DnsResolver;
import io.sendyard.core.DnsResolver.Exchange;
import io.sendyard.core.DomainName;
import io.sendyard.smtp.client.ClientOptions;
import io.sendyard.smtp.client.MailHost;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * To the hosts that take the recipient's mail, as its domain's MX records name them (RFC 5321
 * section 5.1), never into a private network.
 */
final class DirectRoute implements Route {

    private static final long MIXER = 0x9E3779B97F4A7C15L;
    private static final int CAPACITY = 100;
    private static final int MOST_HOSTS = 5;
    private static final int MOST_ADDRESSES_OF_A_HOST = 2;

    private final DnsResolver resolver;
    private final DeliveryProperties.Direct direct;
    private final ClientOptions options;

    DirectRoute(DnsResolver resolver, DeliveryProperties.Direct direct, ClientOptions options) {
        this.resolver = resolver;
        this.direct = direct;
        this.options = options;
    }

    @Override
    public ClientOptions options() {
        return options;
    }

    @Override
    public String destination(Claim claim) {
        return claim.domain();
    }

    @Override
    public Limits limits() {
        return new Limits(direct.connections(), direct.perSecond(), CAPACITY);
    }

    @Override
    public List<MailHost> mailHosts(Claim claim) throws None {
        var domain = claim.address().domain();
        try {
            return addresses(hosts(domain, claim.recipientId()));
        } catch (DnsResolver.Unanswered e) {
            throw new None("4.4.3", "DNS gave no answer for %s.".formatted(domain));
        } catch (DnsResolver.NoSuchDomain e) {
            throw new None("5.1.2", "The domain %s does not exist.".formatted(domain));
        }
    }

    private List<String> hosts(DomainName domain, long recipientId)
            throws None, DnsResolver.Unanswered, DnsResolver.NoSuchDomain {
        var exchanges = resolver.exchanges(domain.value());
        if (exchanges.isEmpty()) {
            return List.of(domain.value());
        }
        var named = exchanges.stream().filter(exchange -> !exchange.isNull()).toList();
        if (named.isEmpty()) {
            throw new None("5.1.10", "The domain %s takes no mail.".formatted(domain));
        }
        var before = beforeOurselves(named);
        if (before.isEmpty()) {
            throw new None("5.4.6", "The mail of %s leads back to this host.".formatted(domain));
        }
        return before.stream()
                .sorted(
                        Comparator.comparingInt(Exchange::preference)
                                .thenComparingInt(exchange -> order(exchange, recipientId)))
                .map(Exchange::host)
                .distinct()
                .limit(MOST_HOSTS)
                .toList();
    }

    /** Hosts behind us take what we can't; to hand it to them would go in circles. */
    private List<Exchange> beforeOurselves(List<Exchange> exchanges) {
        var ours =
                exchanges.stream()
                        .filter(exchange -> exchange.host().equalsIgnoreCase(options.hello()))
                        .mapToInt(Exchange::preference)
                        .min();
        return ours.isEmpty()
                ? exchanges
                : exchanges.stream().filter(e -> e.preference() < ours.getAsInt()).toList();
    }

    /** Spreads load over mail servers of the same preference. */
    private static int order(Exchange exchange, long recipientId) {
        return Long.hashCode((31L * exchange.host().hashCode() + recipientId) * MIXER);
    }

    private List<MailHost> addresses(List<String> hosts) throws None, DnsResolver.Unanswered {
        var mailHosts = new ArrayList<MailHost>();
        boolean refused = false;
        DnsResolver.Unanswered silence = null;
        for (var host : hosts) {
            try {
                var all = resolver.addresses(host);
                var open = all.stream().filter(this::mayBeAsked).toList();
                refused |= open.size() < all.size();
                open.stream()
                        .limit(MOST_ADDRESSES_OF_A_HOST)
                        .map(address -> new MailHost(host, address, direct.port()))
                        .forEach(mailHosts::add);
            } catch (DnsResolver.Unanswered e) {
                silence = e;
            }
        }
        if (!mailHosts.isEmpty()) {
            return mailHosts.subList(0, Math.min(MOST_HOSTS, mailHosts.size()));
        }
        if (silence != null) {
            throw silence;
        }
        throw refused
                ? new None("5.4.4", "Its mail leads into a private network, which is not asked.")
                : new None("4.4.4", "The hosts that take its mail have no address.");
    }

    private boolean mayBeAsked(InetAddress address) {
        return direct.anywhere() || PublicAddress.is(address);
    }
}
