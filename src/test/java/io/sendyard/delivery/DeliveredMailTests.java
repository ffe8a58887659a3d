package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.mime.CrlfBytes;
import io.sendyard.smtp.client.TlsPolicy;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as the recipient's mail server receives them. */
class DeliveredMailTests {

    private static final String UMLAUTS =
            """
            From: a@example.com
            Content-Type: multipart/mixed; boundary="frontier"
            Content-Transfer-Encoding: 8bit

            preamble
            --frontier
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Schöne Grüße
            --frontier
            Content-Type: application/octet-stream

            öööö
            --frontier--
            """
                    .replace("\n", "\r\n");

    private final Sink sink = Sink.open();

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void arriveByteForByte() {
        TestRoutes.send(TestRoutes.relay(sink, TlsPolicy.NONE, null));

        assertThat(sink.messages()).containsExactly(TestQueue.CONTENT);
        assertThat(sink.commands())
                .containsExactly(
                        "EHLO mail.sendyard.example",
                        "MAIL FROM:<bounces+token@mail.sendyard.example>",
                        "RCPT TO:<person@example.com>",
                        "DATA",
                        "QUIT");
    }

    @Test
    void nothingButOurDotEndsThem() {
        var text = "Subject: x\r\n\r\n.\r\n..\r\n.x\r\n\n.\r\nMAIL FROM:<evil@example.com>\r\r\n";
        var clean = CrlfBytes.withCrlf(text.getBytes(StandardCharsets.UTF_8));

        TestRoutes.send(
                TestRoutes.relay(sink, TlsPolicy.NONE, null),
                "person@example.com",
                new String(clean, StandardCharsets.UTF_8));

        assertThat(sink.messages())
                .containsExactly(
                        "Subject: x\r\n\r\n.\r\n..\r\n.x\r\n\r\n.\r\nMAIL FROM:<evil@example.com>\r\n\r\n");
        assertThat(sink.commands()).filteredOn(line -> line.startsWith("MAIL")).hasSize(1);
    }

    @Test
    void stayAsTheyAreForAHostThatTakesEightBits() {
        sink.offering("8BITMIME", "SIZE");

        TestRoutes.send(
                TestRoutes.relay(sink, TlsPolicy.NONE, null), "person@example.com", UMLAUTS);

        assertThat(sink.messages()).containsExactly(UMLAUTS);
        assertThat(sink.commands().get(1)).contains(" SIZE=").endsWith(" BODY=8BITMIME");
    }

    @Test
    void arriveInSevenBitsWhereAHostTakesNoMore() {
        TestRoutes.send(
                TestRoutes.relay(sink, TlsPolicy.NONE, null), "person@example.com", UMLAUTS);

        assertThat(sink.messages().getFirst())
                .matches("\\p{ASCII}*")
                .contains("Content-Transfer-Encoding: 7bit\r\n\r\npreamble")
                .contains("Content-Transfer-Encoding: quoted-printable\r\n\r\nSch=C3=B6ne Gr")
                .contains("Content-Transfer-Encoding: base64\r\n")
                .contains("w7bDtsO2w7Y=\r\n--frontier--\r\n");
    }

    @Test
    void toAddressesBeyondAsciiNeedAHostThatTakesThem() {
        var route = TestRoutes.relay(sink, TlsPolicy.NONE, null);

        var refused = TestRoutes.send(route, "grüße@example.com", TestQueue.CONTENT);
        sink.offering("SMTPUTF8");
        var taken = TestRoutes.send(route, "grüße@example.com", TestQueue.CONTENT);

        assertThat(refused.enhancedCode()).isEqualTo("5.6.7");
        assertThat(refused.end()).isEqualTo(DeliveryAttempt.End.REFUSED);
        assertThat(taken.end()).isEqualTo(DeliveryAttempt.End.TAKEN);
        assertThat(sink.commands())
                .contains(
                        "MAIL FROM:<bounces+token@mail.sendyard.example> SMTPUTF8",
                        "RCPT TO:<grüße@example.com>");
    }

    @Test
    void goOneAfterTheOtherOnOneConnection() {
        sink.on("RCPT", Answer.of("250 fine"), Answer.of("550 5.1.1 no"), Answer.of("250 fine"));
        try (var worker = new DeliveryWorker(TestRoutes.relay(sink, TlsPolicy.NONE, null))) {
            for (int i = 0; i < 3; i++) {
                worker.deliver(
                        TestRoutes.claim("person@example.com"),
                        TestRoutes.mail("person@example.com", TestQueue.CONTENT));
            }
        }
        assertThat(sink.connections()).isEqualTo(1);
        assertThat(sink.messages()).hasSize(2);
        assertThat(sink.commands()).filteredOn("RSET"::equals).hasSize(1);
    }

    @Test
    void areNotBlamedForAConnectionThatEndedBetweenThem() {
        sink.on(
                "MAIL",
                Answer.of("250 fine"),
                Answer.of("421 4.7.0 enough"),
                Answer.of("250 fine"));
        try (var worker = new DeliveryWorker(TestRoutes.relay(sink, TlsPolicy.NONE, null))) {
            for (int i = 0; i < 2; i++) {
                var attempt =
                        worker.deliver(
                                TestRoutes.claim("person@example.com"),
                                TestRoutes.mail("person@example.com", TestQueue.CONTENT));
                assertThat(attempt.end()).isEqualTo(DeliveryAttempt.End.TAKEN);
            }
        }
        assertThat(sink.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "500 5.5.1 command not recognized",
                "554 5.7.1 too many errors",
                "550 5.1.1 no such user",
                "451 4.3.0 later",
                "421 4.7.0 closing"
            })
    void areNotBlamedForTheReplyToReset(String reply) {
        sink.on("RCPT", Answer.of("550 5.1.1 no"), Answer.of("250 fine")).on("RSET", reply);
        try (var worker = new DeliveryWorker(TestRoutes.relay(sink, TlsPolicy.NONE, null))) {
            var ends =
                    IntStream.range(0, 3)
                            .mapToObj(_ ->
                                    worker.deliver(
                                            TestRoutes.claim("person@example.com"),
                                            TestRoutes.mail(
                                                    "person@example.com", TestQueue.CONTENT)))
                            .map(DeliveryAttempt::end)
                            .toList();
            assertThat(ends)
                    .containsExactly(
                            DeliveryAttempt.End.REFUSED,
                            DeliveryAttempt.End.TAKEN,
                            DeliveryAttempt.End.TAKEN);
        }
    }
}
