package io.sendyard.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.TestOutside;
import io.sendyard.World;
import io.sendyard.server.DeliverySettings;
import io.sendyard.server.Server;
import io.sendyard.server.ServerChange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SendyardTest
class TrackingDomainRacesTests {

    private static final String LINKS = "links.shared.example";

    @Autowired World world;
    @Autowired ServerChange changes;
    @Autowired TrackingDomains domains;
    @Autowired TrackingDomainCheck check;
    @Autowired TestOutside.TestDns dns;

    @Test
    void anAnswerThatComesLateGivesTheDomainBackToNobody() {
        use(world.production(), LINKS);
        dns.alias(LINKS, "mail.sendyard.example");
        dns.meanwhile(() -> {
            dns.meanwhile(() -> {});
            use(world.production(), null);
            use(world.globexServer(), LINKS);
        });

        check.check(LINKS);

        assertThat(domains.findByName(LINKS))
                .hasValueSatisfying(domain -> {
                    assertThat(domain.accountId()).isEqualTo(world.globex().id());
                    assertThat(domain.state())
                            .isEqualTo(TrackingDomain.TrackingDomainState.UNCHECKED);
                });
    }

    private void use(Server server, @Nullable String domain) {
        changes.change(
                server,
                now -> {
                    var delivery = now.delivery();
                    return now.with(
                            new DeliverySettings(
                                    delivery.mode(),
                                    delivery.defaultStreamId(),
                                    domain,
                                    delivery.trackOpens(),
                                    delivery.trackClicks()));
                });
    }
}
