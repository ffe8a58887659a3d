package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sendyard.Visitor;
import io.sendyard.system.Launch;
import io.sendyard.system.LiveServer;
import io.sendyard.system.Place;
import io.sendyard.system.ProcessTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether what was acknowledged would survive the machine, by the calls that were made of it. */
@ProcessTest
class SyncBeforeYesTests {

    private static final Pattern ID = Pattern.compile("msg_[0-9a-z]{26}");
    private static final String FROM = "ada@acme.example";
    private static final int AT_ONCE = 4;

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();

    /** The ids that were answered, by the mark that each message bears. */
    private final Map<String, String> yeses = new ConcurrentHashMap<>();

    int messages() {
        return 30;
    }

    @BeforeEach
    void strace() {
        assumeThat(Strace.works()).as("strace is there and may look at other processes").isTrue();
    }

    @Test
    void everyYesLeavesAfterASyncThatBeganAfterTheLastWrite() throws Exception {
        try (var place = Place.durable(folder.resolve("data"))) {
            var calls = trace(place, null);

            var one = unsynced("a", calls::syncedAfterLastWrite);
            var many = unsynced("b", calls::syncedAfterFirstWrite);

            count(place);
            Chance.report(
                    "Syncs",
                    ledger,
                    0,
                    "yeses without a sync %d, syncs %d"
                            .formatted(one.size() + many.size(), calls.syncs()));
            assertThat(yeses).hasSize(messages());
            assertThat(one).isEmpty();
            assertThat(many).isEmpty();
            assertThat(ledger.lost()).isEmpty();
        }
    }

    /** The answered ones of a run that were not synced, by that rule. */
    Map<String, String> unsynced(String run, BiPredicate<String, String> synced) {
        var unsynced = new ConcurrentHashMap<>(yeses);
        unsynced.keySet().removeIf(mark -> !mark.startsWith("mark-" + run));
        unsynced.entrySet().removeIf(yes -> synced.test(yes.getKey(), yes.getValue()));
        return unsynced;
    }

    /** Sends one after the other, and then several at once, on a process that is looked at. */
    SystemCalls trace(Place place, @Nullable String option) throws Exception {
        var strace = Strace.begin(folder.resolve("calls"), place);
        long pid;
        try (var inbox = new Inbox(ledger)) {
            var launch = option == null ? strace.launch() : strace.launch().with(option);
            try (var node = start(place, launch, inbox)) {
                pid = node.running().pid();
                var key = LiveServer.sandbox(node.running(), "Quiet");
                int half = messages() / 2;
                send(node, key, "a", 0, half);
                try (var programs = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (int program = 0; program < AT_ONCE; program++) {
                        int from = half + (messages() - half) * program / AT_ONCE;
                        int to = half + (messages() - half) * (program + 1) / AT_ONCE;
                        programs.execute(() -> send(node, key, "b", from, to));
                    }
                }
            }
        }
        return strace.calls(pid);
    }

    private static Node start(Place place, Launch launch, Inbox inbox) {
        return Node.start("one.example", place, launch, inbox, "sendyard.delivery.active=false");
    }

    private void send(Node node, String key, String run, int from, int to) {
        var visitor = node.running().visitor();
        try (var submitter = Submitter.at(node.submissionPort())) {
            submitter.logIn(key);
            for (int number = from; number < to; number++) {
                var mark = "mark-%s-%05d".formatted(run, number);
                var recipient = mark + "@inbox.example";
                ledger.attempt(recipient);
                var id =
                        ID.matcher(
                                switch (number % 3) {
                                    case 0 ->
                                            post(
                                                    visitor,
                                                    recipient,
                                                    "Authorization",
                                                    "Bearer " + key);
                                    case 1 ->
                                            post(
                                                    visitor,
                                                    recipient,
                                                    "Authorization",
                                                    "Bearer " + key,
                                                    "Idempotency-Key",
                                                    UUID.randomUUID().toString());
                                    default -> {
                                        submitter.begin(FROM, recipient);
                                        yield submitter.finish(FROM, recipient);
                                    }
                                });
                if (id.find()) {
                    ledger.acknowledge(recipient);
                    yeses.put(mark, id.group());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String post(Visitor visitor, String recipient, String... headers) {
        var all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "application/json"));
        return visitor.send(
                        "POST",
                        "/v1/send",
                        """
                        {"from": "%s", "to": "%s", "subject": "Load", "text": "word"}\
                        """
                                .formatted(FROM, recipient),
                        all.toArray(String[]::new))
                .body();
    }

    /** What is in the database counts as delivered. */
    private void count(Place place) {
        place.database()
                .queryForList("select address from recipient", String.class)
                .forEach(recipient -> ledger.deliver(recipient, ""));
    }
}
