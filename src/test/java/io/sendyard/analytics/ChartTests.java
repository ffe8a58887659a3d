package io.sendyard.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.analytics.Chart.Part;
import io.sendyard.analytics.Statistics.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTests {

    private static final Instant MIDNIGHT = Instant.parse("2025-07-15T00:00:00Z");

    @Test
    void givesTheHighestBarAllTheRoomWhereItIsARoundNumber() {
        var chart = Chart.of(points(delivered(4_000), delivered(2_000), Counts.NONE));

        assertThat(chart.scale()).containsExactly(4_000L, 3_000L, 2_000L, 1_000L, 0L);
        assertThat(chart.bars().stream().map(Chart.Bar::delivered))
                .containsExactly(
                        new Part(0, Chart.LINE),
                        new Part(Chart.LINE / 2.0, Chart.LINE / 2.0),
                        new Part(Chart.LINE, 0));
    }

    @Test
    void standsEachBarInTheMiddleOfItsPlace() {
        var chart = Chart.of(points(delivered(1), delivered(1), delivered(1)));

        assertThat(chart.width()).isEqualTo(30);
        assertThat(chart.bars().stream().map(Chart.Bar::x)).containsExactly(1.5, 11.5, 21.5);
    }

    @Test
    void standsCapturedOnDelivered() {
        var mixed = new Counts(Map.of(Counter.DELIVERED, 10L, Counter.CAPTURED, 10L));
        var bar = Chart.of(points(mixed)).bars().getFirst();

        assertThat(bar.delivered()).isEqualTo(new Part(70, 70));
        assertThat(bar.captured()).isEqualTo(new Part(0, 70));
    }

    @Test
    void hangsBouncesFromTheLineOnAScaleOfTheirOwn() {
        var counts = new Counts(Map.of(Counter.DELIVERED, 90_000L, Counter.BOUNCED, 13L));
        var chart = Chart.of(points(counts));

        assertThat(chart.bottom()).isEqualTo(20);
        assertThat(chart.bars().getFirst().bounced())
                .isEqualTo(new Part(Chart.LINE + Chart.GAP, 15.6));
    }

    @Test
    void showsOneOfAMillionAsOnePixel() {
        var chart = Chart.of(points(delivered(1_000_000), delivered(1)));

        assertThat(chart.bars().getLast().delivered()).isEqualTo(new Part(Chart.LINE - 1, 1));
    }

    @Test
    void hasAScaleWhereNothingHappened() {
        var chart = Chart.of(points(Counts.NONE, Counts.NONE));

        assertThat(chart.scale()).containsExactly(4L, 3L, 2L, 1L, 0L);
        assertThat(chart.bottom()).isEqualTo(1);
        assertThat(chart.bars()).allSatisfy(bar -> assertThat(bar.delivered().height()).isZero());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "2, 2",
        "3, 5",
        "6, 10",
        "11, 20",
        "101, 200",
        "4999, 5000",
        "5001, 10000"
    })
    void roundsToNumbersThatPeopleLike(long atLeast, long round) {
        assertThat(Chart.round(atLeast)).isEqualTo(round);
    }

    private static List<Point> points(Counts... tallies) {
        return Stream.iterate(0, i -> i + 1)
                .limit(tallies.length)
                .map(i -> new Point(MIDNIGHT.plus(Duration.ofHours(i)), tallies[i]))
                .toList();
    }

    private static Counts delivered(long count) {
        return new Counts(Map.of(Counter.DELIVERED, count));
    }
}
