package io.sendyard.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Queries;
import io.sendyard.SendyardTest;
import io.sendyard.Tables;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.TestOutside.TestDns;
import io.sendyard.TestOutside.TestPost;
import io.sendyard.World;
import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.Secret;
import io.sendyard.server.Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which addresses a server can send from, as other modules ask. */
@SendyardTest
class SenderPolicyTests {

    private static final byte[] MESSAGE =
            "From: ann@acme.example\r\nSubject: Hello\r\n\r\nHi\r\n"
                    .getBytes(StandardCharsets.UTF_8);

    @Autowired World world;
    @Autowired SenderPolicy senders;
    @Autowired SenderCreation senderCreation;
    @Autowired SenderIdentities identities;
    @Autowired AddressVerification addresses;
    @Autowired DomainCheck check;
    @Autowired DkimRotation rotation;
    @Autowired TestDns dns;
    @Autowired TestPost post;
    @Autowired TestClock clock;
    @Autowired Queries queries;
    @Autowired JdbcClient jdbc;

    @Test
    void aVerifiedDomainLetsItsServerSendFromItExactly() {
        var identity = add(world.production(), "acme.example");
        assertThat(may(world.production(), "ann@acme.example")).isFalse();

        verify(identity);

        assertThat(may(world.production(), "ann@acme.example")).isTrue();
        assertThat(may(world.production(), "\"a b\"@ACME.example")).isTrue();
        assertThat(may(world.production(), "ann@mail.acme.example")).isFalse();
        assertThat(may(world.production(), "ann@notacme.example")).isFalse();
        assertThat(may(world.staging(), "ann@acme.example")).isFalse();
        assertThat(may(world.globexServer(), "ann@acme.example")).isFalse();
    }

    @Test
    void aConfirmedAddressLetsItsServerSendFromItAlone() {
        address(world.production(), "Ann@Acme.example");
        assertThat(may(world.production(), "ann@acme.example")).isFalse();
        assertThat(senders.standard(world.production().id())).isEmpty();

        addresses.confirm(token("Ann@acme.example"));

        assertThat(may(world.production(), "ann@acme.example")).isTrue();
        assertThat(may(world.production(), "bob@acme.example")).isFalse();
        assertThat(senders.standard(world.production().id()))
                .hasValueSatisfying(it -> assertThat(it).hasToString("Ann@acme.example"));
        assertThat(signature(world.production())).isEmpty();
    }

    @Test
    void mailIsSignedWithTheDomainsKey() {
        var identity = add(world.production(), "acme.example");
        assertThat(signature(world.production())).isEmpty();

        verify(identity);

        assertThat(signature(world.production()))
                .startsWith("DKIM-Signature: ")
                .contains("d=acme.example", "s=sy1");
        assertThat(signature(world.staging())).isEmpty();
    }

    @Test
    void aRotationSignsWithTheOldKeyUntilTheNewOneIsSeen() {
        var identity = verify(add(world.production(), "acme.example"));

        rotation.rotate(identity);
        assertThat(signature(world.production())).contains("s=sy1");

        verify(now(identity));
        assertThat(signature(world.production())).contains("s=sy2");
        assertThat(domain(now(identity)).removable()).isPresent();
    }

    @Test
    void bouncesComeBackByTheCustomersDomainWhereItLeadsHere() {
        var identity = verify(add(world.production(), "acme.example"));
        assertThat(senders.returnPath(world.production().id(), name("acme.example"))).isEmpty();

        dns.alias("bounces.acme.example", "mail.sendyard.example");
        verify(identity);

        assertThat(senders.returnPath(world.production().id(), name("acme.example")))
                .contains(name("bounces.acme.example"));
    }

    @Test
    void asksTheDatabaseOnceForManyMessages() {
        verify(add(world.production(), "acme.example"));
        may(world.production(), "ann@acme.example");

        assertThat(
                        queries.of(() ->
                                IntStream.range(0, 20)
                                        .forEach(_ -> {
                                            may(world.production(), "ann@acme.example");
                                            signature(world.production());
                                            senders.standard(world.production().id());
                                        })))
                .isEmpty();
    }

    @Test
    void linksAreKeptAsHashesAndExpire() {
        address(world.production(), "ann@acme.example");
        var token = token("ann@acme.example");

        assertThat(new Tables(jdbc).rows("sender_identity").toString())
                .doesNotContain(token)
                .contains(Secret.of(token).hash());
        clock.advance(Duration.ofDays(3));
        assertThat(addresses.find(token)).isEmpty();
    }

    @Test
    void privateKeysAreSealed() {
        var pair = domain(add(world.production(), "acme.example")).signing();

        assertThat(new Tables(jdbc).rows("dkim_key").toString())
                .doesNotContain(pair.privateKey().reveal())
                .doesNotContain(pair.privateKey().reveal().substring(40, 200));
    }

    private SenderIdentity add(Server server, String name) {
        return senderCreation.add(server, new NewSender(name, IdentityType.AUTHORITY));
    }

    private SenderIdentity address(Server server, String address) {
        return senderCreation.add(server, new NewSender(address, IdentityType.PERSONA));
    }

    private SenderIdentity verify(SenderIdentity identity) {
        var publisher = new Publisher(dns, jdbc);
        publisher.ownership(identity);
        publisher.keys(now(identity));
        check.check(domain(identity));
        return now(identity);
    }

    private SenderIdentity now(SenderIdentity identity) {
        return identities.find(identity.serverId(), identity.cuid()).orElseThrow();
    }

    static SenderDomain domain(SenderIdentity identity) {
        return Objects.requireNonNull(identity.domain());
    }

    private boolean may(Server server, String address) {
        return senders.maySend(server.id(), EmailAddress.parse(address).orElseThrow());
    }

    private String signature(Server server) {
        return senders.signature(server.id(), name("acme.example"), MESSAGE);
    }

    private String token(String address) {
        return post.link(address).getQuery().substring("token=".length());
    }

    private static DomainName name(String text) {
        return new DomainName(text);
    }
}
