package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sendyard.message.Lane;
import io.sendyard.smtp.client.TlsPolicy;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Deferred recipients of a stream, and its other mail to the same host, which must not wait. */
abstract class DeferredMailTestBase extends DeliveryTestBase {

    static final String GREYLISTED = "450 4.2.0 try later";
    static final String CLOSING = "421 4.3.2 closing";
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration IN_TIME = Duration.ofSeconds(3);

    private static final Pattern NEXT_ATTEMPT = Pattern.compile("\"nextAttemptAt\":\"([^\"]+)\"");

    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();

    /** Defers mail, sends other mail while it is due again and again, and then accepts all. */
    void deferAndSend(
            String transport,
            int deferred,
            String domain,
            Answer answer,
            int good,
            Duration limit) {
        host("example.net", "127.0.0.1");
        deferGrey(answer);
        start(route(transport), SOON);
        delayOf("usual@example.com");
        mail(addresses("grey", deferred, domain));
        dispatchers.getFirst().wake();
        until(limit, () -> deferred() == deferred);

        var delays = new ArrayList<Duration>();
        for (int i = 0; i < good; i++) {
            delays.add(delayOf("good%d@example.com".formatted(i)));
            pause(Duration.ofMillis(200));
        }
        System.out.printf("%s, %d deferred, %s: %s%n", transport, deferred, domain, delays);

        assertThat(delays).allMatch(delay -> delay.compareTo(IN_TIME) < 0);
        until(() -> testQueue.count("delivered") == good + 1);
        assertNoneWasTriedTooEarly();

        sink.screenedBy((_, _) -> Answer.of("250 2.1.5 fine"));
        until(limit, () -> testQueue.count("delivered") == good + 1 + deferred);
        assertThat(sink.messages()).hasSize(good + 1 + deferred);
    }

    private Duration delayOf(String address) {
        long sent = System.nanoTime();
        mail(List.of(address));
        dispatchers.getFirst().wake();
        until(() -> arrivals.containsKey(address));
        return Duration.ofNanos(arrivals.getOrDefault(address, sent) - sent);
    }

    void deferGrey(Answer answer) {
        sink.screenedBy((_, recipient) -> {
            if (recipient.startsWith("RCPT TO:<grey")) {
                return answer;
            }
            var address = recipient.substring("RCPT TO:<".length(), recipient.length() - 1);
            arrivals.put(address, System.nanoTime());
            return Answer.of("250 2.1.5 fine");
        });
    }

    private Route route(String transport) {
        return transport.equals("relay")
                ? TestRoutes.relay(sink, TlsPolicy.NONE, null)
                : TestRoutes.direct(dns, sink.port(), true);
    }

    void mail(List<String> addresses) {
        testQueue.mail(
                world.production(),
                Lane.TRANSACTIONAL,
                TestQueue.CONTENT.getBytes(StandardCharsets.UTF_8),
                addresses);
    }

    static List<String> addresses(String name, int count, String domain) {
        return IntStream.range(0, count).mapToObj(i -> name + i + "@" + domain).toList();
    }

    private void assertNoneWasTriedTooEarly() {
        var next = new HashMap<Object, Instant>();
        jdbc.queryForList(
                        """
                        select recipient_id, at, details from message_event
                        where type = 'deferred' order by id\
                        """)
                .forEach(row -> {
                    var due = NEXT_ATTEMPT.matcher(String.valueOf(row.get("details")));
                    assertThat(due.find()).isTrue();
                    var before = next.put(row.get("recipient_id"), Instant.parse(due.group(1)));
                    assertThat(at(row)).isAfterOrEqualTo(before == null ? Instant.EPOCH : before);
                });
    }

    private static Instant at(Map<String, Object> row) {
        return row.get("at") instanceof OffsetDateTime time
                ? time.toInstant()
                : ((Timestamp) Objects.requireNonNull(row.get("at"))).toInstant();
    }

    long deferred() {
        var count =
                jdbc.queryForObject(
                        "select count(distinct recipient_id) from message_event where type ="
                                + " 'deferred'",
                        Long.class);
        return count == null ? 0 : count;
    }

    static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    static void until(Duration limit, BooleanSupplier condition) {
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(100))
                .atMost(limit)
                .until(condition::getAsBoolean);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
