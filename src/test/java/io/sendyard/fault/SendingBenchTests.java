package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.bench.Report;
import io.sendyard.system.Launch;
import io.sendyard.system.Place;
import io.sendyard.system.RunningSendyard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one process takes in by HTTP and SMTP and brings out, signed, round after round: a JVM is
 * faster the longer it runs. Each figure stands beside the first round's, since machines differ.
 */
@Tag("bench")
class SendingBenchTests {

    private static final int ROUNDS = 8;
    private static final int MESSAGES = Integer.getInteger("sendyard.bench.sent", 3_000);

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();
    private final List<Round> rounds = new ArrayList<>();

    @Test
    void measures() throws Exception {
        try (var inbox = new Inbox(ledger);
                var place = Place.prepared(folder)) {
            var key = place.token();
            try (var node = Node.start("one.example", place, Launch.IN_EARNEST, inbox)) {
                for (int round = 0; round < ROUNDS; round++) {
                    rounds.add(measure(node, key, "r" + round));
                }
            }
        }
        var database = System.getProperty("sendyard.test.database", "h2");
        Report.write(
                "sending",
                "# Sending: 8 programs, half by HTTP and half by SMTP, 1 KiB, signed, by relay\n",
                database + ".md",
                "## " + database + "\n\n" + table());
        assertThat(ledger.wrong()).isEmpty();
        assertThat(ledger.lost()).isEmpty();
        assertThat(ledger.doubled()).isZero();
        assertThat(ledger.unexpected()).isEmpty();
    }

    private Round measure(Node node, String key, String name) {
        int acknowledged = ledger.acknowledged();
        int delivered = ledger.delivered();
        var processor = processor(node.running());
        long begin = System.nanoTime();
        try (var _ = node.load(ledger, key, name)) {
            node.running().waitUntil(() -> ledger.acknowledged() >= acknowledged + MESSAGES);
        }
        double taken = (System.nanoTime() - begin) / 1e9;
        int accepted = ledger.acknowledged() - acknowledged;
        node.running().waitUntil(() -> ledger.lost().isEmpty());
        double all = (System.nanoTime() - begin) / 1e9;
        var spent = processor(node.running()).minus(processor);
        return new Round(
                accepted / taken,
                (ledger.delivered() - delivered) / all,
                spent.toMillis() / (double) accepted,
                Vitals.of(node.running()).mebibytes());
    }

    private static Duration processor(RunningSendyard running) {
        return ProcessHandle.of(running.pid())
                .orElseThrow()
                .info()
                .totalCpuDuration()
                .orElseThrow();
    }

    private String table() {
        var rows = new ArrayList<List<String>>();
        for (var round : rounds) {
            rows.add(
                    List.of(
                            "after %,d".formatted(rows.size() * MESSAGES),
                            figure("%.0f", round.accepted),
                            figure("%.0f", round.delivered),
                            figure("%.2f", round.delivered / rounds.getFirst().delivered),
                            figure("%.2f", round.cpu),
                            Long.toString(round.memory)));
        }
        return Report.table(
                List.of(
                        "messages before",
                        "accepted/s",
                        "delivered/s",
                        "/ first round",
                        "CPU s per 1,000",
                        "PSS in MiB"),
                rows);
    }

    private static String figure(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }

    /**
     * So many messages.
     *
     * @param accepted a second
     * @param delivered a second, until the last one was
     * @param cpu seconds for 1,000
     * @param memory PSS in MiB
     */
    private record Round(double accepted, double delivered, double cpu, long memory) {}
}
