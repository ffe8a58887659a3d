package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** What comes back by a return path: a report or nothing. */
class BounceReportFuzzTests {

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void saysSomethingShortOrNothing(byte[] input) throws Exception {
        var octets = Fuzzed.stretched(input);
        holds(Fuzzed.withinLimit(() -> read(octets)));
    }

    private static BounceReport read(byte[] octets) {
        return ReturnedMail.read("", new EmailAddress("x", new DomainName("dest.test")), octets);
    }

    private static void holds(BounceReport report) {
        shown(report.text(), 1_100);
        shown(report.reporter(), 253);
        var status = report.status();
        assertThat(status == null || status.matches("[245]\\.[0-9]{1,3}\\.[0-9]{1,3}")).isTrue();
        if (report.kind() == BounceReport.Kind.FAILED) {
            BounceClassifier.classify(null, report.replyCode(), status, report.text());
            BounceClassifier.permanent(report.replyCode(), status, report.text());
        }
    }

    private static void shown(@Nullable String text, int most) {
        if (text != null) {
            assertThat(text).isNotEmpty().hasSizeLessThanOrEqualTo(most);
            assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
        }
    }
}
