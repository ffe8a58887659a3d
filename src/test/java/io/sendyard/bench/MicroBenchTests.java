package io.sendyard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What is done for each message or address, on one core; signing beside OpenSSL's. */
@Tag("bench")
class MicroBenchTests {

    private static final Pattern SIGNATURES =
            Pattern.compile("rsa +2048 bits +\\S+ +\\S+ +([0-9.]+)");

    @Test
    void measures() throws Exception {
        var before = openssl();
        var options =
                new OptionsBuilder()
                        .include("io\\.sendyard\\..*Benchmark\\..*")
                        .forks(1)
                        .jvmArgs("--enable-native-access=ALL-UNNAMED")
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .shouldFailOnError(true)
                        .build();
        var results = new Runner(options).run();
        var yardstick = OptionalDouble.empty();
        if (before.isPresent()) {
            yardstick = OptionalDouble.of((before.getAsDouble() + openssl().orElseThrow()) / 2);
        }

        var rows = new ArrayList<List<String>>();
        for (var result : results) {
            rows.add(row(result, yardstick));
        }
        Report.write(
                "micro.md",
                "## One core\n\n"
                        + Report.table(
                                List.of("what", "a second", "/ `openssl speed rsa2048`"), rows));
        assertThat(rows).hasSize(3);
    }

    private static List<String> row(RunResult result, OptionalDouble yardstick) {
        var name = result.getParams().getBenchmark().replaceAll(".*\\.(\\w+\\.\\w+)$", "$1");
        double score = result.getPrimaryResult().getScore();
        boolean signs = name.startsWith("Signing") && yardstick.isPresent();
        return List.of(
                name,
                String.format(Locale.ROOT, "%,.0f", score),
                signs ? String.format(Locale.ROOT, "%.2f", score / yardstick.getAsDouble()) : "");
    }

    private static String text(Process speed) throws IOException {
        return new String(speed.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Signatures a second of one core; empty where there is no OpenSSL. */
    private static OptionalDouble openssl() throws InterruptedException {
        try {
            var speed =
                    new ProcessBuilder("openssl", "speed", "-seconds", "5", "rsa2048")
                            .redirectErrorStream(true)
                            .start();
            var match = SIGNATURES.matcher(text(speed));
            speed.waitFor();
            return match.find()
                    ? OptionalDouble.of(Double.parseDouble(match.group(1)))
                    : OptionalDouble.empty();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
