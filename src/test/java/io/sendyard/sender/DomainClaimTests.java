package io.sendyard.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Crowd;
import io.sendyard.SendyardTest;
import io.sendyard.Tables;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.TestOutside.TestDns;
import io.sendyard.World;
import io.sendyard.core.EmailAddress;
import io.sendyard.server.Server;
import io.sendyard.server.ServerPart;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Domains that several servers and accounts want, and that DNS proves. */
@SendyardTest
class DomainClaimTests {

    @Autowired World world;
    @Autowired SenderPolicy senders;
    @Autowired SenderCreation senderCreation;
    @Autowired SenderRemoval removal;
    @Autowired ServerPart senderIdentitiesOfServer;
    @Autowired SenderIdentities identities;
    @Autowired DomainCheck check;
    @Autowired TestDns dns;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transactions;

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
            var both = List.of(add(world.production(), name), add(world.globexServer(), name));
            both.forEach(publisher()::ownership);
            publisher().giveBothTheSameKey(name);
            publisher().keys(now(both.getFirst()));

            Crowd.of(
                    2,
                    i -> {
                        check.check(domain(both.get(i)));
                        return i;
                    });

            assertThat(both.stream().map(this::now).filter(SenderIdentity::verified)).hasSize(1);
            assertThat(both.stream().map(this::now).map(SenderPolicyTests::domain))
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
        publisher().ownership(identity);
        publisher().keys(identity);

        check.checkDue();
        assertThat(now(identity).verified()).isTrue();

        dns.noTexts("_sendyard.acme.example");
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
    void aDeletedServersSendersArePurged() {
        verify(add(world.production(), "acme.example"));
        address(world.production(), "ann@other.example");
        add(world.staging(), "acme.example");
        var server = world.production();

        assertThat(senderIdentitiesOfServer.count(server.id())).isEqualTo(2);
        inTransaction(
                () -> assertThat(senderIdentitiesOfServer.purge(server.id(), 1)).isEqualTo(1));
        inTransaction(
                () -> assertThat(senderIdentitiesOfServer.purge(server.id(), 10)).isEqualTo(1));
        inTransaction(() -> assertThat(senderIdentitiesOfServer.purge(server.id(), 10)).isZero());

        assertThat(may(world.staging(), "ann@acme.example")).isTrue();
        assertThat(new Tables(jdbc).rows("sender_domain")).hasSize(1);
    }

    private void inTransaction(Runnable act) {
        transactions.executeWithoutResult(_ -> act.run());
    }

    private SenderIdentity add(Server server, String name) {
        return senderCreation.add(server, new NewSender(name, IdentityType.AUTHORITY));
    }

    private SenderIdentity address(Server server, String address) {
        return senderCreation.add(server, new NewSender(address, IdentityType.PERSONA));
    }

    private SenderIdentity now(SenderIdentity identity) {
        return identities.find(identity.serverId(), identity.cuid()).orElseThrow();
    }

    private static SenderDomain domain(SenderIdentity identity) {
        return Objects.requireNonNull(identity.domain());
    }

    private SenderIdentity verify(SenderIdentity identity) {
        publisher().ownership(identity);
        publisher().keys(now(identity));
        check.check(domain(identity));
        return now(identity);
    }

    private boolean may(Server server, String address) {
        return senders.maySend(server.id(), EmailAddress.parse(address).orElseThrow());
    }

    private Publisher publisher() {
        return new Publisher(dns, jdbc);
    }
}
