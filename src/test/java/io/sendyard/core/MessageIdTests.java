package io.sendyard.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The time in messages' ids. */
class MessageIdTests {

    @Test
    void tellWhenTheyWereMade() {
        var before = Instant.now().minusMillis(1);
        var id = MessageId.fresh();

        assertThat(id.createdAt()).isBetween(before, Instant.now().plusMillis(1));
        assertThat(MessageId.of(id.toString()).createdAt()).isEqualTo(id.createdAt());
    }

    @Test
    void beginAPeriodAtItsFirstMillisecond() {
        var moment = Instant.parse("2025-07-15T10:30:00.123Z");
        var first = MessageId.firstAt(moment);

        assertThat(first.createdAt()).isEqualTo(moment);
        assertThat(first.uuid().getLeastSignificantBits()).isZero();
    }

    @Test
    void haveATimeOfThePastAndOfTheFutureAtTheEndsOfTheirRange() {
        assertThat(MessageId.firstAt(Instant.parse("1900-01-01T00:00:00Z")).createdAt())
                .isEqualTo(Instant.EPOCH);
        assertThat(MessageId.firstAt(Instant.parse("9999-01-01T00:00:00Z")).uuid())
                .isGreaterThan(MessageId.fresh().uuid());
    }
}
