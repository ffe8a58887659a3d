package io.sendyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.PlatformThread;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The last resort of a shutdown that hangs. */
class ShutdownDeadlineTests {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final ShutdownDeadline deadline =
            new ShutdownDeadline(Duration.ofMillis(50), ended::countDown);

    @Test
    void endsAProcessThatWasAskedToEndAndHangs() throws Exception {
        PlatformThread.start("deadline", deadline::watch);

        deadline.begin();

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void leavesAProcessAloneThatNobodyAskedToEnd() throws Exception {
        PlatformThread.start("deadline", deadline::watch);

        assertThat(ended.await(300, TimeUnit.MILLISECONDS)).isFalse();
    }
}
