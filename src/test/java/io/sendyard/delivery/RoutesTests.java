package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendyard.TestOutside.TestDns;
import io.sendyard.message.BounceClass;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts are asked for a domain, and which never. */
class RoutesTests {

    private final TestDns dns = new TestDns();

    @Test
    void asksTheHostsOfADomainInTheirOrder() throws Exception {
        dns.exchanges("example.com", "one.example.net", "two.example.net");
        dns.addresses("one.example.net", "93.184.216.1", "2606:2800::1", "93.184.216.3");
        dns.addresses("two.example.net", "93.184.216.2");

        assertThat(mailHosts("person@example.com"))
                .containsExactly("93.184.216.1", "2606:2800:0:0:0:0:0:1", "93.184.216.2");
    }

    @Test
    void asksTheDomainItselfWhereItHasNoMx() throws Exception {
        dns.addresses("example.com", "93.184.216.1");

        assertThat(mailHosts("person@example.com")).containsExactly("93.184.216.1");
    }

    @Test
    void asksFiveOfAHundred() throws Exception {
        var hosts = IntStream.range(0, 100).mapToObj(i -> "mx%d.example.net".formatted(i)).toList();
        hosts.forEach(host -> dns.addresses(host, "93.184.216.1"));
        dns.exchanges("example.com", hosts.toArray(String[]::new));

        assertThat(mailHosts("person@example.com")).hasSize(5);
    }

    @Test
    void aDomainThatDoesNotExistBouncesHard() {
        var attempt = TestRoutes.send(TestRoutes.direct(dns, 25, false));

        assertThat(attempt.end()).isEqualTo(DeliveryAttempt.End.REFUSED);
        assertThat(attempt.enhancedCode()).isEqualTo("5.1.2");
        assertThat(attempt.bounceClass()).isEqualTo(BounceClass.HARD);
    }

    @Test
    void aDomainThatTakesNoMailBouncesHard() {
        dns.exchanges("example.com", "");

        var attempt = TestRoutes.send(TestRoutes.direct(dns, 25, false));

        assertThat(attempt.enhancedCode()).isEqualTo("5.1.10");
        assertThat(attempt.bounceClass()).isEqualTo(BounceClass.HARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mx_1.example.net", "mailhost", "-mx-.example.net", "192.0.2.1"})
    void aHostWhoseNameIsNoHostNameTakesMail(String host) {
        dns.exchanges("example.com", host);
        dns.addresses(host, "127.0.0.1");
        try (var sink = Sink.open()) {
            var attempt = TestRoutes.send(TestRoutes.direct(dns, sink.port(), true));

            assertThat(attempt.end()).as(attempt.text()).isEqualTo(DeliveryAttempt.End.TAKEN);
            assertThat(sink.messages()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mx_1.example.net", "mailhost", "192.0.2.1"})
    void aHostWithoutAddressIsLookedUpAgainLater(String host) {
        dns.exchanges("example.com", host);

        var attempt = TestRoutes.send(TestRoutes.direct(dns, 25, false));

        assertThat(attempt.end()).isEqualTo(DeliveryAttempt.End.LATER);
    }

    @Test
    void aNullMxBesideOthersIsPassedOver() throws Exception {
        dns.exchanges("example.com", "", "mx.example.net");
        dns.addresses("mx.example.net", "93.184.216.1");

        assertThat(mailHosts("person@example.com")).containsExactly("93.184.216.1");
    }

    @Test
    void aSilentDnsIsAskedAgainLater() {
        dns.fallSilent();

        var attempt = TestRoutes.send(TestRoutes.direct(dns, 25, false));

        assertThat(attempt.end()).isEqualTo(DeliveryAttempt.End.LATER);
        assertThat(attempt.enhancedCode()).isEqualTo("4.4.3");
    }

    @Test
    void mailThatLeadsBackToUsBounces() throws Exception {
        dns.exchanges("example.com", "mail.sendyard.example", "behind.example.net");
        assertThat(none("person@example.com")).isEqualTo("5.4.6");

        dns.exchanges("example.com", "before.example.net", "mail.sendyard.example");
        dns.addresses("before.example.net", "93.184.216.1");
        assertThat(mailHosts("person@example.com")).containsExactly("93.184.216.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.10",
                "0.0.0.0",
                "10.1.2.3",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.19.1.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2002:7f00:1::1",
                "2001:0:1::1",
                "2001:db8::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void neverAsksAPrivateAddress(String address) {
        assertThat(PublicAddress.is(InetAddress.ofLiteral(address))).isFalse();
        dns.exchanges("example.com", "mx.example.net");
        dns.addresses("mx.example.net", address);

        assertThat(none("person@example.com")).isEqualTo("5.4.4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "100.128.0.1", "172.32.0.1", "2606:2800:220:1::1"})
    void asksPublicOnes(String address) {
        assertThat(PublicAddress.is(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void opensNoConnectionToALoopbackMx() {
        try (var sink = Sink.open()) {
            dns.exchanges("example.com", "mx.example.net");
            dns.addresses("mx.example.net", "127.0.0.1");

            TestRoutes.send(TestRoutes.direct(dns, sink.port(), false));

            assertThat(sink.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
    void goesToTheNextHostWhereTheFirstDropsTheLine(String verb) {
        assertThatTheSecondTakesIt(Sink.open().on(verb, Answer.drop()));
        assertThatTheSecondTakesIt(Sink.open().offering("PIPELINING").on(verb, Answer.drop()));
    }

    @Test
    void goesToTheNextHostWhereTheFirstIsShut() {
        assertThatTheSecondTakesIt(Sink.open().on("CONNECT", "554 5.7.1 shut"));
        assertThatTheSecondTakesIt(
                Sink.open().on("EHLO", "550 5.7.1 shut").on("HELO", "550 5.7.1 shut"));
    }

    @Test
    void goesToTheNextHostWhereTheFirstDoesNotTakeTheMessageIn() {
        var first =
                Sink.open()
                        .on("DATA", Answer.deaf("354 go on", TestRoutes.PATIENCE.multipliedBy(3)));
        try (first;
                var second = Sink.open("127.0.0.2", first.port())) {
            var content = TestQueue.CONTENT + "x".repeat(70).concat("\r\n").repeat(140_000);

            var attempt = TestRoutes.send(toBoth(first), "person@example.com", content);

            assertThat(attempt.end()).as(attempt.text()).isEqualTo(DeliveryAttempt.End.TAKEN);
            assertThat(attempt.transcript().toString()).contains("within the message");
            assertThat(second.messages()).hasSize(1);
        }
    }

    @Test
    void goesToNoOtherHostAfterTheFinalDot() {
        try (var first = Sink.open().on("END", Answer.drop());
                var second = Sink.open("127.0.0.2", first.port())) {
            var attempt = TestRoutes.send(toBoth(first));

            assertThat(attempt.end()).isEqualTo(DeliveryAttempt.End.LATER);
            assertThat(attempt.unknown()).isTrue();
            assertThat(second.connections()).isZero();
        }
    }

    private void assertThatTheSecondTakesIt(Sink script) {
        try (var first = script;
                var second = Sink.open("127.0.0.2", first.port())) {
            assertThat(TestRoutes.send(toBoth(first)).end()).isEqualTo(DeliveryAttempt.End.TAKEN);
            assertThat(first.connections()).isEqualTo(1);
            assertThat(second.messages()).hasSize(1);
        }
    }

    private Route toBoth(Sink first) {
        dns.exchanges("example.com", "one.example.net", "two.example.net");
        dns.addresses("one.example.net", "127.0.0.1");
        dns.addresses("two.example.net", "127.0.0.2");
        return TestRoutes.direct(dns, first.port(), true);
    }

    private List<String> mailHosts(String address) throws Route.None {
        return TestRoutes.direct(dns, 25, false).mailHosts(TestRoutes.claim(address)).stream()
                .map(mailHost -> mailHost.address().getHostAddress())
                .toList();
    }

    private String none(String address) {
        return catchThrowableOfType(Route.None.class, () -> mailHosts(address)).enhancedCode();
    }
}
