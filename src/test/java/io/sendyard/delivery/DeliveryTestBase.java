package io.sendyard.delivery;

import static org.awaitility.Awaitility.await;

import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.TestOutside.TestDns;
import io.sendyard.World;
import io.sendyard.core.MemoryBudget;
import io.sendyard.message.StoredContents;
import io.sendyard.sender.SenderPolicy;
import io.sendyard.web.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Mail on its way from the queue to a sink, which takes it for example.com. */
@SendyardTest
abstract class DeliveryTestBase {

    @Autowired World world;
    @Autowired JdbcTemplate jdbc;
    @Autowired TestClock clock;
    @Autowired TestDns dns;
    @Autowired Queue queue;
    @Autowired OutcomeRecorder recorder;
    @Autowired OutgoingMails outgoingMails;
    @Autowired StoredContents contents;
    @Autowired SenderPolicy senders;
    @Autowired ReturnPaths returnPaths;
    @Autowired ListUnsubscribe listUnsubscribe;
    @Autowired Installation installation;
    @Autowired DeliveryProperties settings;

    final Sink sink = Sink.open();
    final List<Dispatcher> dispatchers = new ArrayList<>();
    TestQueue testQueue;

    @BeforeEach
    void open() {
        testQueue = new TestQueue(jdbc, clock);
        host("example.com", "127.0.0.1");
    }

    @AfterEach
    void close() {
        sink.close();
        dispatchers.forEach(Dispatcher::stop);
    }

    void host(String domain, String address) {
        dns.exchanges(domain, "mx." + domain);
        dns.addresses("mx." + domain, address);
    }

    void start() {
        start(TestRoutes.direct(dns, sink.port(), true));
    }

    void start(Route route) {
        start(route, queue, settings);
    }

    /** With this much memory for large messages. */
    OutgoingMails outgoingMails(MemoryBudget memory) {
        return new OutgoingMails(
                contents,
                senders,
                returnPaths,
                listUnsubscribe,
                installation,
                memory,
                Duration.ofMillis(10));
    }

    void start(OutgoingMails outgoingMails) {
        start(TestRoutes.direct(dns, sink.port(), true), outgoingMails, queue, settings);
    }

    void start(Route route, Queue queue, DeliveryProperties settings) {
        start(route, outgoingMails, queue, settings);
    }

    /** With this pause after the first attempt. */
    void start(Route route, Duration first) {
        start(route, outgoingMails, queue, settings, first);
    }

    private void start(
            Route route, OutgoingMails outgoingMails, Queue queue, DeliveryProperties settings) {
        start(route, outgoingMails, queue, settings, Duration.ofMinutes(1));
    }

    private void start(
            Route route,
            OutgoingMails outgoingMails,
            Queue queue,
            DeliveryProperties settings,
            Duration first) {
        var schedule =
                new RetrySchedule(first, new ClockJumps(clock, () -> clock.millis() * 1_000_000));
        var pool = new DeliveryPool(route, outgoingMails, recorder, queue, schedule, clock);
        var dispatcher = new Dispatcher(queue, recorder, Optional.of(pool), settings, clock);
        dispatchers.add(dispatcher);
        dispatcher.start();
    }

    static void until(BooleanSupplier condition) {
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(condition::getAsBoolean);
    }
}
