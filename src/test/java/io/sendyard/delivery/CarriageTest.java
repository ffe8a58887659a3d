package io.sendyard.delivery;

import static org.awaitility.Awaitility.await;

import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.TestOutside.TestDns;
import io.sendyard.World;
import io.sendyard.core.Room;
import io.sendyard.sender.Senders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Mail on its way from the queue to a sink, which takes it for example.com. */
@SendyardTest
abstract class CarriageTest {

    @Autowired World world;
    @Autowired JdbcTemplate jdbc;
    @Autowired TestClock clock;
    @Autowired TestDns dns;
    @Autowired Queue queue;
    @Autowired Recording recording;
    @Autowired Parcels parcels;
    @Autowired JdbcClient jdbcClient;
    @Autowired Senders senders;
    @Autowired ReturnPaths returnPaths;
    @Autowired UnsubscribeFields unsubscribeFields;
    @Autowired Greeting greeting;
    @Autowired DeliverySettings settings;

    final Sink sink = Sink.open();
    final List<Dispatcher> dispatchers = new ArrayList<>();
    Mailroom mailroom;

    @BeforeEach
    void open() {
        mailroom = new Mailroom(jdbc, clock);
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
        start(Post.direct(dns, sink.port(), true));
    }

    void start(Route route) {
        start(route, queue, settings);
    }

    /** With so much room for large messages. */
    Parcels parcels(Room room) {
        return new Parcels(
                jdbcClient,
                senders,
                returnPaths,
                unsubscribeFields,
                greeting,
                room,
                Duration.ofMillis(10));
    }

    void start(Parcels parcels) {
        start(Post.direct(dns, sink.port(), true), parcels, queue, settings);
    }

    void start(Route route, Queue queue, DeliverySettings settings) {
        start(route, parcels, queue, settings);
    }

    private void start(Route route, Parcels parcels, Queue queue, DeliverySettings settings) {
        var pauses =
                new RetryPauses(
                        Duration.ofMinutes(1), new Leaps(clock, () -> clock.millis() * 1_000_000));
        var carriage = new Carriage(route, parcels, recording, queue, pauses, clock);
        var dispatcher = new Dispatcher(queue, recording, Optional.of(carriage), settings, clock);
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
