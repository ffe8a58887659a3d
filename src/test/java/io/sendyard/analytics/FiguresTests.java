package io.sendyard.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.EmailAddress;
import io.sendyard.web.Installation;
import io.sendyard.web.SmtpAccess;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers, rates, meters, small lines and steps of time. */
class FiguresTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1032 | 1000 | 3.2\u00a0% more than the day before
                    968  | 1000 | 3.2\u00a0% fewer than the day before
                    5    | 5    | As many as the day before
                    0    | 0    | None the day before either
                    7    | 0    | None the day before
                    0    | 7    | 100.0\u00a0% fewer than the day before
                    5000 | 4    | 1,250 times as many as the day before
                    """)
    void sayHowMuchChanged(long now, long before, String words) {
        assertThat(Numbers.change(now, before, "the day before")).isEqualTo(words);
    }

    @Test
    void sayTheDifferenceInWholeNumbers() {
        assertThat(Numbers.difference(198, 212)).isEqualTo("198, 14 fewer");
        assertThat(Numbers.difference(1_200, 0)).isEqualTo("1,200, 1,200 more");
        assertThat(Numbers.difference(3, 3)).isEqualTo("3, as many as before");
    }

    @Test
    void leaveWhatIsCapturedOutOfTheRates() {
        var rates =
                Rates.of(
                        new Counts(
                                Map.of(
                                        Counter.SENT, 1_100L,
                                        Counter.CAPTURED, 1_000L,
                                        Counter.DELIVERED, 96L,
                                        Counter.BOUNCED, 4L)));

        assertThat(rates.delivered()).isEqualTo(.96);
        assertThat(rates.bounced()).isEqualTo(.04);
    }

    @Test
    void neverGoBeyondOneAndDivideNothingByNothing() {
        assertThat(Rates.of(Counts.NONE)).isEqualTo(new Rates(0, 0, 0, 0, 0, 0));
        var late = new Counts(Map.of(Counter.DELIVERED, 1L, Counter.COMPLAINED, 3L));
        assertThat(Rates.of(late).complained()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, GOOD, 0",
        "41, GOOD, 20.5",
        "199, GOOD, 99.5",
        "200, HIGH, 100",
        "300, HIGH, 150",
        "400, TOO_HIGH, 200",
        "600, TOO_HIGH, 300",
        "9000, TOO_HIGH, 300"
    })
    void placeBouncesOfTenThousandBetweenTheThresholds(long bounced, Level level, double at) {
        var meter =
                RateMeter.ofBounces(
                        new Counts(
                                Map.of(
                                        Counter.DELIVERED,
                                        10_000 - bounced,
                                        Counter.BOUNCED,
                                        bounced)));

        assertThat(meter.level()).isEqualTo(level);
        assertThat(meter.at()).isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({"3, GOOD, 75", "4, HIGH, 100", "7, HIGH, 175", "8, TOO_HIGH, 200"})
    void placeComplaintsOfTenThousandBetweenTheThresholds(long count, Level level, double at) {
        var meter =
                RateMeter.ofComplaints(
                        new Counts(Map.of(Counter.DELIVERED, 10_000L, Counter.COMPLAINED, count)));

        assertThat(meter.level()).isEqualTo(level);
        assertThat(meter.at()).isEqualTo(at);
    }

    @Test
    void haveNoLevelWithoutMail() {
        assertThat(RateMeter.ofBounces(new Counts(Map.of(Counter.CAPTURED, 9L))).level())
                .isEqualTo(Level.NONE);
    }

    @Test
    void drawTheSmallLineFromEdgeToEdge() {
        var line = Sparkline.of(new long[] {0, 10, 5});

        assertThat(line.line()).isEqualTo("M0 22L46 2L92 12");
        assertThat(line.area()).isEqualTo("M0 22L46 2L92 12V24H0Z");
        assertThat(Sparkline.of(new long[] {0, 0}).line()).isEqualTo("M0 22L92 22");
        assertThat(Sparkline.of(new long[] {1, 3, 3, 3}).line()).startsWith("M0 15.3L30.7 2");
    }

    @Test
    void cutTimeAtMidnightInUtc() {
        var at = Instant.parse("2025-07-15T13:59:59.999Z");

        assertThat(Interval.DAY.begin(at)).isEqualTo("2025-07-15T00:00:00Z");
        assertThat(Interval.HOUR.end(at)).isEqualTo("2025-07-15T14:00:00Z");
        assertThat(Interval.HOUR.end(Interval.HOUR.end(at))).isEqualTo("2025-07-15T14:00:00Z");
        assertThat(new Interval(Duration.ofHours(6)).begin(at)).isEqualTo("2025-07-15T12:00:00Z");
        assertThat(Period.DAY.from(at)).isEqualTo("2025-07-14T14:00:00Z");
        assertThat(Interval.HOUR.between(Period.DAY.from(at), Period.DAY.to(at))).hasSize(24);
    }

    @Test
    void quoteTheSenderForAShell() {
        var firstSteps =
                new FirstSteps(
                        new Installation(
                                URI.create("https://mail.example"),
                                new Installation.Delivery(Installation.Transport.CAPTURE, null),
                                new SmtpAccess(2525, 2465, null, false)));

        assertThat(firstSteps.body(EmailAddress.parse("o'brien@acme.example")))
                .startsWith("{\"from\": \"o\\u0027brien@acme.example\"");
        assertThat(firstSteps.body(EmailAddress.parse("\"a b\"@acme.example")))
                .startsWith("{\"from\": \"\\\"a b\\\"@acme.example\"");
        assertThat(firstSteps.body(Optional.empty())).contains("hello@example.com");
    }
}
