package io.sendyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTests {

    @ParameterizedTest
    @CsvSource({
        "Alerts, alerts",
        "Order confirmations!, order-confirmations",
        "Über uns, uber-uns",
        "--a--b--, a-b",
        "生产, stream",
        "A very long name for a stream of mail, a-very-long-name-for-a-stream",
    })
    void isMadeOfTheName(String name, String slug) {
        assertThat(Slug.from(name, List.of())).isEqualTo(slug);
    }

    @Test
    void isNumberedWhereItIsTaken() {
        assertThat(Slug.from("Alerts", List.of("alerts", "alerts-2"))).isEqualTo("alerts-3");
    }

    @Test
    void isAtMost30CharactersWithItsNumber() {
        var name = "a".repeat(100);
        var first = Slug.from(name, List.of());

        assertThat(first).hasSize(30);
        assertThat(Slug.from(name, List.of(first))).hasSizeLessThanOrEqualTo(30).endsWith("-2");
    }
}
