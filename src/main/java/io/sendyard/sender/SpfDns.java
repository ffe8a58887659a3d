package io.sendyard.sender;

import io.sendyard.core.DnsResolver;
import io.sendyard.core.DnsResolver.NoSuchDomain;
import io.sendyard.core.DnsResolver.Unanswered;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.core.exceptions.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Answers the library's questions from the resolver that all of Sendyard uses. */
class SpfDns implements DNSService {

    private final DnsResolver resolver;
    private boolean reverseLookup;
    private int recordLimit;

    SpfDns(DnsResolver resolver) {
        this.resolver = resolver;
    }

    /** Whether the record has a {@code ptr} mechanism that was reached. */
    boolean reverseLookup() {
        return reverseLookup;
    }

    @Override
    public @Nullable List<String> getRecords(DNSRequest request) throws TimeoutException {
        try {
            var records = records(name(request.getHostname()), request.getRecordType());
            // The library removes from the list.
            return records.isEmpty() ? null : new ArrayList<>(records);
        } catch (Unanswered e) {
            throw new TimeoutException(request.getHostname());
        } catch (NoSuchDomain e) {
            return null;
        }
    }

    private List<String> records(String name, int type) throws Unanswered, NoSuchDomain {
        return switch (type) {
            case DNSRequest.A -> addresses(name, 4);
            case DNSRequest.AAAA -> addresses(name, 16);
            case DNSRequest.TXT -> resolver.texts(name);
            case DNSRequest.MX ->
                    resolver.exchanges(name).stream()
                            .filter(mx -> !mx.isNull())
                            .map(DnsResolver.Exchange::host)
                            .toList();
            case DNSRequest.PTR -> {
                reverseLookup = true;
                yield List.of();
            }
            // The type SPF, which is no longer published (RFC 7208 section 3.1).
            default -> List.of();
        };
    }

    private List<String> addresses(String name, int bytes) throws Unanswered {
        return resolver.addresses(name).stream()
                .filter(address -> address.getAddress().length == bytes)
                .map(InetAddress::getHostAddress)
                .toList();
    }

    /** Names in SPF records have underscores, and may end in a dot (RFC 7208 section 7.1). */
    private static String name(String text) {
        var name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
        throw new UnsupportedOperationException("Only the synchronous executor is used");
    }

    @Override
    public List<String> getLocalDomainNames() {
        return List.of();
    }

    @Override
    public void setTimeOut(int seconds) {
        // The resolver has its own.
    }

    @Override
    public int getRecordLimit() {
        return recordLimit;
    }

    @Override
    public void setRecordLimit(int most) {
        recordLimit = most;
    }
}
