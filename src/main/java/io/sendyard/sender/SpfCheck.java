package io.sendyard.sender;

import static java.util.Locale.ROOT;

import io.sendyard.core.DnsResolver;
import io.sendyard.core.DnsResolver.Unanswered;
import io.sendyard.core.DomainName;
import io.sendyard.sender.DnsFinding.FindingState;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.james.jspf.impl.SPF;

/** Evaluates a domain's SPF record for the addresses of the host that sends (RFC 7208). */
class SpfCheck {

    /** How an evaluation ends (RFC 7208 section 2.6), as far as advice differs. */
    private enum SpfResult {
        PASS,
        NO_PASS,
        UNKNOWN,
        PERMANENT_ERROR
    }

    private final DnsResolver resolver;

    SpfCheck(DnsResolver resolver) {
        this.resolver = resolver;
    }

    DnsFinding check(ExpectedRecord expected) throws Unanswered {
        var domain = expected.domain();
        var host = DomainRecords.spfHost(expected);
        var records = resolver.texts(domain.value()).stream().filter(SpfCheck::isSpf).toList();
        if (records.isEmpty()) {
            return DnsFinding.MISSING;
        }
        if (records.size() > 1) {
            return DnsFinding.of(FindingState.SEVERAL_SPF, records);
        }
        var addresses = resolver.addresses(host.value());
        return addresses.isEmpty()
                ? DnsFinding.of(FindingState.SPF_HOST_WITHOUT_ADDRESS, records)
                : finding(records, evaluate(domain, host, addresses));
    }

    private static DnsFinding finding(List<String> records, Set<SpfResult> results) {
        if (results.contains(SpfResult.PERMANENT_ERROR)) {
            return DnsFinding.of(FindingState.SPF_WITH_ERROR, records);
        }
        if (results.contains(SpfResult.NO_PASS)) {
            return DnsFinding.of(FindingState.SPF_WITHOUT_US, records);
        }
        if (results.contains(SpfResult.UNKNOWN)) {
            return DnsFinding.of(FindingState.SPF_BY_PTR, records);
        }
        return DnsFinding.OK;
    }

    private Set<SpfResult> evaluate(DomainName domain, DomainName host, List<InetAddress> addresses)
            throws Unanswered {
        var results = EnumSet.noneOf(SpfResult.class);
        for (var address : addresses) {
            results.add(evaluate(domain, host, address));
        }
        return results;
    }

    private SpfResult evaluate(DomainName domain, DomainName host, InetAddress address)
            throws Unanswered {
        var dns = new SpfDns(resolver);
        var result =
                new SPF(dns)
                        .checkSPF(address.getHostAddress(), "postmaster@" + domain, host.value())
                        .getResult();
        return switch (result) {
            case "pass" -> SpfResult.PASS;
            case "permerror" -> SpfResult.PERMANENT_ERROR;
            case "temperror" -> throw new Unanswered("a name that the SPF record mentions");
            default -> dns.reverseLookup() ? SpfResult.UNKNOWN : SpfResult.NO_PASS;
        };
    }

    /** A record starts with its version and a blank (RFC 7208 section 4.5). */
    private static boolean isSpf(String text) {
        return text.toLowerCase(ROOT).split(" ", 2)[0].equals(DomainRecords.SPF_VERSION);
    }
}
