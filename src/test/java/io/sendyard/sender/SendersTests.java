package io.sendyard.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Crowd;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may send from what, as the rest of the house asks. */
@SendyardTest
class SendersTests {

    private static final byte[] MESSAGE =
            "From: ann@acme.example\r\nSubject: Hello\r\n\r\nHi\r\n"
                    .getBytes(StandardCharsets.UTF_8);

    @Autowired World world;
    @Autowired Senders senders;
    @Autowired SenderAdding adding;
    @Autowired SenderRemoval removal;
    @Autowired SenderIdentities identities;
    @Autowired AddressVerification addresses;
    @Autowired DomainCheck check;
    @Autowired KeyRotation rotation;
    @Autowired TestDns dns;
    @Autowired TestPost post;
    @Autowired TestClock clock;
    @Autowired Queries queries;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transactions;

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
                                IntStream.range(0, 20).forEach(_ -> {
                                    may(world.production(), "ann@acme.example");
                                    signature(world.production());
                                    senders.standard(world.production().id());
                                })))
                .isEmpty();
    }

    @Test
    void anAccountsServersShareADomain() {
        var first = verify(add(world.production(), "acme.example"));

        var second = add(world.staging(), "acme.example");

        assertThat(second.verified()).isTrue();
        assertThat(may(world.staging(), "ann@acme.example")).isTrue();
        removal.remove(first);
        assertThat(may(world.production(), "ann@acme.example")).isFalse();
        assertThat(may(world.staging(), "ann@acme.example")).isTrue();
        removal.remove(second);
        assertThat(new Tables(jdbc).rows("sender_domain")).isEmpty();
        assertThat(new Tables(jdbc).rows("dkim_key")).isEmpty();
    }

    @Test
    void oneVerifiedDomainBelongsToOneAccount() {
        var acme = add(world.production(), "shared.example");
        var globex = add(world.globexServer(), "shared.example");
        verify(globex);
        verify(acme);

        assertThat(now(globex).verified()).isTrue();
        assertThat(now(acme).status()).isEqualTo(IdentityStatus.FAILED);
        assertThat(domain(now(acme)).taken()).isTrue();

        removal.remove(now(globex));
        verify(acme);
        assertThat(now(acme).verified()).isTrue();
    }

    @Test
    void oneVerifiedDomainBelongsToOneAccountWhenBothAskAtTheSameTime() {
        for (int round = 0; round < 5; round++) {
            var name = "race%d.example".formatted(round);
            var both =
                    List.of(add(world.production(), name), add(world.globexServer(), name));
            both.forEach(this::publishOwnership);
            giveBothTheSameKey(name);
            publishKeys(now(both.getFirst()));

            Crowd.of(
                    2,
                    i -> {
                        check.check(domain(both.get(i)));
                        return i;
                    });

            assertThat(both.stream().map(this::now).filter(SenderIdentity::verified)).hasSize(1);
            assertThat(both.stream().map(this::now).map(SendersTests::domain))
                    .filteredOn(SenderDomain::taken)
                    .hasSize(1);
        }
    }

    @Test
    void manyWhoAddTheSameDomainAddItOnce() {
        var added =
                Crowd.of(
                        6,
                        _ -> {
                            try {
                                add(world.production(), "crowd.example");
                                return 1;
                            } catch (RuntimeException e) {
                                return 0;
                            }
                        });

        assertThat(added.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
        assertThat(new Tables(jdbc).rows("sender_domain")).hasSize(1);
    }

    @Test
    void theBackgroundCheckFindsWhatIsDue() {
        var identity = add(world.production(), "acme.example");
        publishOwnership(identity);
        publishKeys(identity);

        check.checkDue();
        assertThat(now(identity).verified()).isTrue();

        dns.texts("_sendyard.acme.example");
        check.checkDue();
        assertThat(domain(now(identity)).usableUntil()).isNull();
        clock.advance(Duration.ofHours(1));
        check.checkDue();
        assertThat(domain(now(identity)).usableUntil()).isNotNull();
    }

    @Test
    void aCheckOfADomainThatIsDeletedMeanwhileChangesNothing() {
        var identity = add(world.production(), "acme.example");
        dns.meanwhile(() -> {
            dns.meanwhile(() -> {});
            removal.remove(now(identity));
        });

        check.check(domain(identity));

        assertThat(new Tables(jdbc).rows("sender_domain")).isEmpty();
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

    @Test
    void aDeletedServersSendersArePurged() {
        verify(add(world.production(), "acme.example"));
        address(world.production(), "ann@other.example");
        add(world.staging(), "acme.example");
        var server = world.production();

        assertThat(removal.count(server.id())).isEqualTo(2);
        inTransaction(() -> assertThat(removal.purge(server.id(), 1)).isEqualTo(1));
        inTransaction(() -> assertThat(removal.purge(server.id(), 10)).isEqualTo(1));
        inTransaction(() -> assertThat(removal.purge(server.id(), 10)).isZero());

        assertThat(may(world.staging(), "ann@acme.example")).isTrue();
        assertThat(new Tables(jdbc).rows("sender_domain")).hasSize(1);
    }

    private void inTransaction(Runnable act) {
        transactions.executeWithoutResult(_ -> act.run());
    }

    private SenderIdentity add(Server server, String name) {
        return adding.add(server, new NewSender(name, IdentityType.AUTHORITY));
    }

    private SenderIdentity address(Server server, String address) {
        return adding.add(server, new NewSender(address, IdentityType.PERSONA));
    }

    private SenderIdentity verify(SenderIdentity identity) {
        publishOwnership(identity);
        publishKeys(now(identity));
        check.check(domain(identity));
        return now(identity);
    }

    /** As somebody does who has an account at each. */
    private void publishOwnership(SenderIdentity identity) {
        var wanted = identity.records(Optional.empty()).getFirst().wanted();
        dns.texts(
                wanted.host().value(),
                jdbc.sql("select ownership_token from sender_domain where name = ?")
                        .param(wanted.domain().value())
                        .query(String.class)
                        .stream()
                        .map(token -> "sendyard-verification=" + token)
                        .toArray(String[]::new));
    }

    /** One selector holds one key, so otherwise one of them only could be right. */
    private void giveBothTheSameKey(String name) {
        jdbc.sql(
                        """
                        update dkim_key set public_key = (
                          select min(public_key) from dkim_key k join sender_domain d on d.id = k.domain_id where d.name = :name)
                        where domain_id in (select id from sender_domain where name = :name)\
                        """)
                .param("name", name)
                .update();
    }

    private void publishKeys(SenderIdentity identity) {
        identity.records(Optional.empty()).stream()
                .map(DnsRecord::wanted)
                .filter(wanted -> wanted.purpose() == RecordPurpose.DKIM)
                .forEach(wanted -> dns.texts(wanted.host().value(), wanted.value()));
    }

    private SenderIdentity now(SenderIdentity identity) {
        return identities.find(identity.serverId(), identity.cuid()).orElseThrow();
    }

    private static SenderDomain domain(SenderIdentity identity) {
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
