package io.sendyard.sender.dns;

import io.sendyard.core.DnsResolver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks the configured name servers, or the system's. */
@Component
class DnsJavaResolver implements DnsResolver {

    private static final int DNS_PORT = 53;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final org.xbill.DNS.Resolver servers;

    DnsJavaResolver(DnsProperties settings) {
        var configured =
                settings.servers().stream()
                        .map(DnsJavaResolver::server)
                        .toArray(org.xbill.DNS.Resolver[]::new);
        servers =
                configured.length == 0 ? new ExtendedResolver() : new ExtendedResolver(configured);
        servers.setTimeout(TIMEOUT);
    }

    @Override
    public List<String> aliases(String name) throws Unanswered {
        return records(name, Type.CNAME, CNAMERecord.class)
                .map(cname -> text(cname.getTarget()))
                .toList();
    }

    @Override
    public List<String> texts(String name) throws Unanswered {
        return records(name, Type.TXT, TXTRecord.class).map(DnsJavaResolver::text).toList();
    }

    @Override
    public List<Exchange> exchanges(String name) throws Unanswered, NoSuchDomain {
        return ask(name, Type.MX).stream()
                .filter(MXRecord.class::isInstance)
                .map(MXRecord.class::cast)
                .map(mx -> new Exchange(mx.getPriority(), text(mx.getTarget())))
                .sorted(Comparator.comparingInt(Exchange::preference))
                .toList();
    }

    @Override
    public List<InetAddress> addresses(String host) throws Unanswered {
        return Stream.concat(
                        records(host, Type.A, ARecord.class).map(ARecord::getAddress),
                        records(host, Type.AAAA, AAAARecord.class).map(AAAARecord::getAddress))
                .toList();
    }

    /** The records of one type; a name that does not exist has none. */
    private <R extends Record> Stream<R> records(String name, int type, Class<R> kind)
            throws Unanswered {
        try {
            return ask(name, type).stream().filter(kind::isInstance).map(kind::cast);
        } catch (NoSuchDomain e) {
            return Stream.empty();
        }
    }

    private List<Record> ask(String name, int type) throws Unanswered, NoSuchDomain {
        try {
            var question = Record.newRecord(Name.fromString(name + "."), type, DClass.IN);
            var answer = servers.send(Message.newQuery(question));
            return switch (answer.getRcode()) {
                case Rcode.NOERROR -> answer.getSection(Section.ANSWER);
                case Rcode.NXDOMAIN -> throw new NoSuchDomain(name);
                default -> throw new Unanswered(Rcode.string(answer.getRcode()));
            };
        } catch (TextParseException e) {
            throw new NoSuchDomain(name);
        } catch (IOException e) {
            throw new Unanswered(String.valueOf(e.getMessage()));
        }
    }

    /** The bytes of all strings: {@link TXTRecord#getStrings} would escape some of them. */
    private static String text(TXTRecord record) {
        var bytes = new ByteArrayOutputStream();
        record.getStringsAsByteArrays().forEach(bytes::writeBytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String text(Name name) {
        return name.equals(Name.root) ? "" : name.toString(true).toLowerCase(Locale.ROOT);
    }

    private static SimpleResolver server(String address) {
        int colon = address.lastIndexOf(':');
        return colon < 0
                ? new SimpleResolver(new InetSocketAddress(address, DNS_PORT))
                : new SimpleResolver(
                        new InetSocketAddress(
                                address.substring(0, colon),
                                Integer.parseInt(address.substring(colon + 1))));
    }

    /**
     * The name servers.
     *
     * @param servers {@code host:port} each; empty for the system's
     */
    @ConfigurationProperties("sendyard.dns")
    record DnsProperties(@DefaultValue List<String> servers) {}
}
