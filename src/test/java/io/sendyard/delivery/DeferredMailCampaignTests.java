package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.smtp.client.TlsPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deferred recipients by the thousand, or at a slow host, and other mail of their stream. */
@Tag("campaign")
class DeferredMailCampaignTests extends DeferredMailTestBase {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @ParameterizedTest
    @CsvSource({
        "relay, 2000, example.net, " + GREYLISTED,
        "direct, 2000, example.com, " + GREYLISTED,
        "relay, 2000, example.com, " + CLOSING,
    })
    void norDoTwoThousandThatAreDueAgain(
            String transport, int deferred, String domain, String reply) {
        deferAndSend(transport, deferred, domain, Answer.of(reply), 20, LIMIT);
    }

    @ParameterizedTest
    @CsvSource({"relay, example.com", "direct, example.net"})
    void norDoesAHostThatIsSlow(String transport, String domain) {
        var slow = Answer.late(GREYLISTED, Duration.ofSeconds(5));
        deferAndSend(transport, 12, domain, slow, 20, LIMIT);
    }

    @Test
    void norDoTenThousandWithTheUsualPause() {
        deferGrey(Answer.of(GREYLISTED));
        mail(addresses("grey", 10_000, "example.com"));
        start(TestRoutes.relay(sink, TlsPolicy.NONE, null));
        until(LIMIT, () -> deferred() == 10_000);
        long started = System.nanoTime();

        mail(addresses("good", 50, "example.com"));
        dispatchers.getFirst().wake();

        until(() -> testQueue.count("delivered") == 50);
        assertThat(since(started)).isLessThan(Duration.ofSeconds(10));
    }
}
