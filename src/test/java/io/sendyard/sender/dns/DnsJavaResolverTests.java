package io.sendyard.sender.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.core.DnsResolver.Exchange;
import io.sendyard.core.DnsResolver.NoSuchDomain;
import io.sendyard.core.DnsResolver.Unanswered;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What a name server's answers come to: a domain that is not there is not one that is silent. */
class DnsJavaResolverTests {

    private static final String DOMAIN = "example.com";
    private static final int HOUR = 3_600;

    private final NameServer server = new NameServer();
    private final DnsJavaResolver resolver =
            new DnsJavaResolver(new DnsJavaResolver.DnsProperties(List.of(server.address())));

    DnsJavaResolverTests() throws IOException {}

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void aNameThatDoesNotExistIsNone() throws Exception {
        server.code("example.com", Rcode.NXDOMAIN);

        assertThatThrownBy(() -> resolver.exchanges(DOMAIN)).isInstanceOf(NoSuchDomain.class);
        assertThat(resolver.addresses(DOMAIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.NOTIMP, Rcode.FORMERR})
    void aServerThatFailsSaysNothing(int code) {
        server.code("example.com", code);

        assertThatThrownBy(() -> resolver.exchanges(DOMAIN)).isInstanceOf(Unanswered.class);
        assertThatThrownBy(() -> resolver.addresses(DOMAIN)).isInstanceOf(Unanswered.class);
        assertThatThrownBy(() -> resolver.texts(DOMAIN)).isInstanceOf(Unanswered.class);
    }

    @Test
    void theNullMxNamesNoHost() throws Exception {
        server.answer("example.com", Type.MX, mx(0, Name.root));

        assertThat(resolver.exchanges(DOMAIN)).singleElement().matches(Exchange::isNull);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx_1.example.net",
                "mailhost",
                "-mx-.example.net",
                "192.0.2.1",
                "m\\@x.net"
            })
    void aHostMayHaveAnyNameOfTheDns(String name) throws Exception {
        var address = InetAddress.ofLiteral("93.184.216.1");
        var host = NameServer.name(name);
        server.answer("example.com", Type.MX, mx(10, host));
        server.answer(name, Type.A, new ARecord(host, DClass.IN, HOUR, address));

        var exchanges = resolver.exchanges(DOMAIN);

        assertThat(exchanges).containsExactly(new Exchange(10, name));
        assertThat(resolver.addresses(exchanges.getFirst().host())).containsExactly(address);
    }

    @Test
    void aDomainWithoutMxHasNoneAndItsAddresses() throws Exception {
        var v4 = InetAddress.ofLiteral("93.184.216.1");
        var v6 = InetAddress.ofLiteral("2606:2800::1");
        var name = NameServer.name("example.com");
        server.answer("example.com", Type.A, new ARecord(name, DClass.IN, HOUR, v4));
        server.answer("example.com", Type.AAAA, new AAAARecord(name, DClass.IN, HOUR, v6));

        assertThat(resolver.exchanges(DOMAIN)).isEmpty();
        assertThat(resolver.addresses(DOMAIN)).containsExactly(v4, v6);
    }

    @Test
    void anAliasHasTheMxOfWhatItStandsFor() throws Exception {
        var canonical = NameServer.name("elsewhere.example.net");
        server.answer(
                "example.com",
                Type.MX,
                new CNAMERecord(NameServer.name("example.com"), DClass.IN, HOUR, canonical),
                new MXRecord(canonical, DClass.IN, HOUR, 10, NameServer.name("mx.example.net")));

        assertThat(hosts()).containsExactly("mx.example.net");
    }

    @Test
    void aHundredMxComeByTcpTheMostPreferredFirst() throws Exception {
        server.answer(
                "example.com",
                Type.MX,
                IntStream.range(0, 100)
                        .mapToObj(
                                i -> mx(100 - i, NameServer.name("mx%d.example.net".formatted(i))))
                        .toArray(Record[]::new));

        assertThat(hosts()).hasSize(100).startsWith("mx99.example.net", "mx98.example.net");
    }

    private List<String> hosts() throws Exception {
        return resolver.exchanges(DOMAIN).stream().map(Exchange::host).toList();
    }

    private static Record mx(int preference, Name host) {
        return new MXRecord(NameServer.name("example.com"), DClass.IN, HOUR, preference, host);
    }
}
