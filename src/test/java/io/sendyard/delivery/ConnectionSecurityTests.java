package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.Secret;
import io.sendyard.smtp.Credentials;
import io.sendyard.smtp.client.TlsPolicy;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and passwords on the way to a host: by policy, and never in clear where that is not so. */
class ConnectionSecurityTests {

    private static final SSLContext UNPROVEN = SinkCertificate.unproven();
    private static final Credentials LOGIN = new Credentials("sendyard", Secret.of("open sesame"));

    private final Sink sink = Sink.open();

    @TempDir Path folder;

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void sealsTowardsWhomeverOffersIt() {
        sink.offering("STARTTLS").sealedBy(UNPROVEN);

        var attempt = TestRoutes.send(TestRoutes.relay(sink, TlsPolicy.OPPORTUNISTIC, null));

        assertThat(attempt.end()).isEqualTo(DeliveryAttempt.End.TAKEN);
        assertThat(attempt.tls()).startsWith("TLS");
        assertThat(sink.commands()).filteredOn(line -> line.startsWith("EHLO")).hasSize(2);
    }

    @Test
    void doesNotAskForItWhereItIsSwitchedOff() {
        sink.offering("STARTTLS").sealedBy(UNPROVEN);

        assertThat(TestRoutes.send(TestRoutes.relay(sink, TlsPolicy.NONE, null)).tls()).isNull();
        assertThat(sink.commands()).doesNotContain("STARTTLS");
    }

    @Test
    void dropsWhatComesInClearBehindTheAnswer() {
        sink.offering("STARTTLS")
                .sealedBy(UNPROVEN)
                .on("STARTTLS", "220 go ahead\r\n250-evil\r\n250 AUTH PLAIN");

        var attempt = TestRoutes.send(TestRoutes.relay(sink, TlsPolicy.OPPORTUNISTIC, null));

        assertThat(attempt.end()).isEqualTo(DeliveryAttempt.End.TAKEN);
        assertThat(attempt.transcript().toString()).doesNotContain("evil").contains("dropped");
    }

    @Test
    void goesOnInClearOnAFreshConnectionWhereTheHandshakeFails() {
        sink.offering("STARTTLS");

        var attempt = TestRoutes.send(TestRoutes.relay(sink, TlsPolicy.OPPORTUNISTIC, null));

        assertThat(attempt.end()).isEqualTo(DeliveryAttempt.End.TAKEN);
        assertThat(attempt.tls()).isNull();
        assertThat(sink.connections()).isEqualTo(2);
    }

    @Test
    void neverGoesOnInClearWhereItIsRequired() {
        for (var offer : new String[] {"STARTTLS", "8BITMIME"}) {
            sink.offering(offer).on("STARTTLS", Answer.of("454 4.7.0 not now"));

            var attempt = TestRoutes.send(TestRoutes.relay(sink, TlsPolicy.REQUIRED, null));

            assertThat(attempt.end()).isEqualTo(DeliveryAttempt.End.LATER);
        }
        assertThat(sink.commands()).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void asksForProofWhereItIsRequired() {
        sink.offering("STARTTLS").sealedBy(UNPROVEN);
        var started = TestRoutes.send(TestRoutes.relay(sink, TlsPolicy.REQUIRED, null));
        sink.sealedFromTheStartBy(UNPROVEN);
        var implicit = TestRoutes.send(TestRoutes.relay(sink, TlsPolicy.IMPLICIT, null));

        assertThat(started.enhancedCode()).isEqualTo("4.7.5");
        assertThat(implicit.enhancedCode()).isEqualTo("4.7.5");
        assertThat(sink.commands()).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void neverGoesOnInClearWhereTheHandshakeOfARequiredOneFails() {
        sink.offering("STARTTLS");

        var attempt = TestRoutes.send(TestRoutes.relay(sink, TlsPolicy.REQUIRED, null));

        assertThat(attempt.end()).isEqualTo(DeliveryAttempt.End.LATER);
        assertThat(attempt.enhancedCode()).isEqualTo("4.7.5");
        assertThat(sink.connections()).isEqualTo(1);
        assertThat(sink.commands()).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void aCertificateThatIsBelievedProvesItsOwnNameOnly() throws Exception {
        var said = VerifiedHosts.inAProcessOfTheirOwn(folder);

        assertThat(said)
                .containsExactly(
                        "by its address: TAKEN null",
                        "by another name: LATER 4.7.5",
                        "by another name at once: LATER 4.7.5",
                        "by another name, unasked: TAKEN null");
    }

    @Test
    void logsInAndWritesNoPasswordDown() {
        for (var way : new String[] {"AUTH PLAIN LOGIN", "AUTH LOGIN"}) {
            sink.offering(way).on("B3BLBIBZZXNHBWU=", "235 welcome");

            var attempt = TestRoutes.send(TestRoutes.relay(sink, TlsPolicy.OPPORTUNISTIC, LOGIN));

            assertThat(attempt.end()).isEqualTo(DeliveryAttempt.End.TAKEN);
            assertThat(attempt.transcript().toString())
                    .contains("AUTH")
                    .doesNotContain("b3BlbiBzZXNhbWU", "AHNlbmR5", "sesame");
        }
        assertThat(sink.commands())
                .contains("AUTH PLAIN AHNlbmR5YXJkAG9wZW4gc2VzYW1l", "b3BlbiBzZXNhbWU=");
    }

    @Test
    void aRefusedPasswordBouncesNothing() {
        sink.offering("AUTH PLAIN").on("AUTH", "535 5.7.8 wrong");

        var attempt = TestRoutes.send(TestRoutes.relay(sink, TlsPolicy.NONE, LOGIN));

        assertThat(attempt.end()).isEqualTo(DeliveryAttempt.End.LATER);
        assertThat(attempt.health()).isEqualTo(DeliveryAttempt.Health.DOWN);
    }
}
