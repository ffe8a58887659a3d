package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.smtp.client.TlsPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deferred recipients of a stream, and its other mail to the same host, which must not wait. */
class DeferredMailTests extends DeferredMailTestBase {

    @Test
    void fiftyDeferredRecipientsDoNotHoldUpFiftyOthersAtARelay() {
        deferGrey(Answer.of(GREYLISTED));
        mail(addresses("grey", 50, "example.com"));
        mail(addresses("good", 50, "example.com"));
        long started = System.nanoTime();

        start(TestRoutes.relay(sink, TlsPolicy.NONE, null));

        until(() -> testQueue.count("delivered") == 50);
        assertThat(since(started)).isLessThan(Duration.ofSeconds(5));
        until(() -> deferred() == 50);
    }

    @ParameterizedTest
    @CsvSource({
        "relay, 50, example.net, " + GREYLISTED,
        "relay, 50, example.com, " + GREYLISTED,
        "direct, 50, example.com, " + GREYLISTED,
        "relay, 20, example.net, " + CLOSING,
        "direct, 20, example.com, " + CLOSING
    })
    void whatIsDueAgainDoesNotHoldUpWhatIsNew(
            String transport, int deferred, String domain, String reply) {
        deferAndSend(transport, deferred, domain, Answer.of(reply), 10, Duration.ofSeconds(30));
    }
}
