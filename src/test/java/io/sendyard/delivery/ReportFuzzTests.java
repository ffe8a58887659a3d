package io.sendyard.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** What comes back by a return path: a report or nothing, and a token that is ours or is not. */
class ReportFuzzTests {

    private static final ReturnPaths PATHS =
            new ReturnPaths(
                    new OneKey(),
                    Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC));

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void saysSomethingShortOrNothing(byte[] input) throws Exception {
        var octets = Fuzzed.stretched(input);
        holds(Fuzzed.withinASecond(() -> Report.read(octets)));
        assertThat(PATHS.recipient(new String(octets, ISO_8859_1))).isEmpty();
        assertThat(PATHS.recipient(new String(octets, UTF_8))).isEmpty();
    }

    private static void holds(Report report) {
        shown(report.text(), 1_100);
        shown(report.reporter(), 253);
        var status = report.status();
        assertThat(status == null || status.matches("[245]\\.[0-9]{1,3}\\.[0-9]{1,3}")).isTrue();
        if (report.kind() == Report.Kind.FAILED) {
            BounceRules.classify(null, report.replyCode(), status, report.text());
            BounceRules.permanent(report.replyCode(), status);
        }
    }

    private static void shown(@Nullable String text, int most) {
        if (text != null) {
            assertThat(text).isNotEmpty().hasSizeLessThanOrEqualTo(most);
            assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
        }
    }

    /** The key of an installation that keeps no other. */
    private static final class OneKey implements ReturnPathKeys {

        private final ReturnPathKey key = ReturnPathKey.fresh();

        @Override
        public ReturnPathKey saveAndFlush(ReturnPathKey other) {
            throw new IllegalStateException("There is one already");
        }

        @Override
        public Optional<ReturnPathKey> findById(int id) {
            return Optional.of(key);
        }
    }
}
