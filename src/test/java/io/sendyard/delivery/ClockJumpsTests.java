package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.TestOutside.TestClock;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.message.Lane;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockJumpsTests {

    private static final Duration LIFETIME = Duration.ofHours(24);

    private final TestClock clock = new TestClock();
    private Duration elapsed = Duration.ZERO;
    private final ClockJumps clockJumps = new ClockJumps(clock, () -> elapsed.toNanos());

    ClockJumpsTests() {
        clock.stop();
    }

    @Test
    void timeThatPassesIsOver() {
        var claim = claim();

        pass(LIFETIME.minusSeconds(1));
        assertThat(clockJumps.over(claim)).isFalse();

        pass(Duration.ofSeconds(1));
        assertThat(clockJumps.over(claim)).isTrue();
    }

    @Test
    void timeThatIsLeaptOverIsNot() {
        var claim = claim();

        clock.advance(Duration.ofDays(1));
        assertThat(clockJumps.over(claim)).isFalse();

        pass(LIFETIME);
        assertThat(clockJumps.over(claim)).isTrue();
    }

    @Test
    void aLeapThereAndBackIsNone() {
        clock.advance(Duration.ofDays(-1));
        assertThat(clockJumps.setBack()).isEqualTo(Duration.ofDays(1));
        clock.advance(Duration.ofDays(1));
        var claim = claim();

        pass(LIFETIME);

        assertThat(clockJumps.over(claim)).isTrue();
        assertThat(clockJumps.setBack()).isZero();
    }

    @Test
    void aLeapIsForgottenInTheEnd() {
        clock.advance(Duration.ofDays(1));
        assertThat(clockJumps.setBack()).isZero();
        pass(Duration.ofHours(73));
        var claim = claim();

        pass(LIFETIME);

        assertThat(clockJumps.over(claim)).isTrue();
    }

    private void pass(Duration time) {
        clock.advance(time);
        elapsed = elapsed.plus(time);
    }

    private Claim claim() {
        return new Claim(
                1,
                MessageId.fresh(),
                1,
                false,
                1,
                Lane.TRANSACTIONAL,
                EmailAddress.parse("person@example.com").orElseThrow(),
                1,
                3,
                clock.instant().plus(LIFETIME),
                "later",
                null);
    }
}
