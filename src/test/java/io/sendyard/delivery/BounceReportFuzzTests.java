package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** What comes back by a return path: a report or nothing. */
class BounceReportFuzzTests {

    private static final BounceClassifier CLASSIFIER = TestParties.classifier("x@dest.test");

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void saysSomethingShortOrNothing(byte[] input) throws Exception {
        var octets = Fuzzed.stretched(input);
        holds(Fuzzed.withinLimit(() -> read(octets)));
    }

    private static BounceReport read(byte[] octets) {
        return ReturnedMail.read("", TestParties.of("x@dest.test", "app@example.org"), octets);
    }

    private static void holds(BounceReport report) {
        shown(report.text(), 1_100);
        shown(report.reporter(), 253);
        var status = report.status();
        assertThat(status == null || status.matches("[245]\\.[0-9]{1,3}\\.[0-9]{1,3}")).isTrue();
        if (report.kind() == BounceReport.Kind.FAILED) {
            CLASSIFIER.classify(null, report.replyCode(), status, report.text());
            CLASSIFIER.permanent(report.replyCode(), status, report.text());
        }
    }

    private static void shown(@Nullable String text, int most) {
        if (text != null) {
            assertThat(text).isNotEmpty().hasSizeLessThanOrEqualTo(most);
            assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
        }
    }
}
