package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.message.DueRecipients;
import io.sendyard.message.Lane;
import io.sendyard.message.RecipientTransitions;
import io.sendyard.server.ServerModes;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What was claimed and could not be put back, because the database did not take it just then: it is
 * not kept for ever by a process that does nothing with it.
 */
class StuckClaimsTests extends DeliveryTestBase {

    private static final Duration LEASE = Duration.ofSeconds(2);

    /** In which it wants to put back what it can't. */
    private static final Duration A_MOMENT = Duration.ofMillis(500);

    @Autowired DueRecipients due;
    @Autowired RecipientTransitions transitions;
    @Autowired ServerModes servers;
    @Autowired TransactionTemplate transactions;

    @AfterEach
    void takeAnything() {
        jdbc.execute("alter table recipient drop constraint if exists nothing_goes_back");
    }

    @Test
    void retriesWhatADownHostLeftWhenItsLeaseIsOver() throws Exception {
        sink.on("CONNECT", Answer.of("421 4.3.2 closed"), Answer.of("220 sink"));
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 30, "example.com");

        startWhileNothingGoesBack(TestRoutes.direct(dns, sink.port(), true));
        until(() -> sink.connections() == 1);
        Thread.sleep(A_MOMENT);
        takeAnything();
        clock.advance(Duration.ofMinutes(2));

        until(() -> testQueue.count("delivered") == 30);
        assertThat(sink.messages()).hasSize(30);
    }

    @Test
    void retriesWhatFoundNoCapacityWhenItsLeaseIsOver() throws Exception {
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 150, "example.com");

        startWhileNothingGoesBack(TestRoutes.direct(dns, sink.port(), true));
        until(() -> !sink.messages().isEmpty());
        Thread.sleep(A_MOMENT);
        takeAnything();

        until(() -> testQueue.count("delivered") == 150);
        assertThat(sink.messages()).hasSize(150);
    }

    private void startWhileNothingGoesBack(Route route) {
        jdbc.execute(
                """
                alter table recipient add constraint nothing_goes_back
                check (status <> 'queued' or lease = 0)\
                """);
        var brief =
                new DeliveryProperties(
                        true, LEASE, settings.retry(), settings.relay(), settings.direct());
        start(route, new Queue(due, transitions, servers, transactions, brief, clock), brief);
    }
}
