package io.sendyard.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.MemoryBudget;
import io.sendyard.submission.TestSmtpServer;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataReaderTests {

    private static final String SMUGGLED =
            """
            MAIL FROM:<forged@bank.example>
            RCPT TO:<victim@example.com>
            DATA
            Subject: smuggled

            forged
            .
            """
                    .replace("\n", "\r\n");

    private final TestSmtpServer server = new TestSmtpServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r\n",
                "\n.\r",
                "\r.\r",
                "\r.\n",
                "\r.\r\n",
                "\r\n.\n",
                "\r\n.\r",
                "\r\n\0.\r\n"
            })
    void endsAtNoFalseEnd(String end) {
        try (var client = server.program()) {
            client.begin();
            client.send("Subject: one\r\n\r\nfirst" + end + SMUGGLED);
            assertThat(client.reply()).startsWith("550 5.6.0");
            assertThat(client.say("NOOP")).startsWith("250");
            assertThat(client.mail("Subject: honest\r\n\r\nsecond")).startsWith("250 2.0.0");
            assertThat(server.received)
                    .singleElement()
                    .extracting(TestSmtpServer.Received::text)
                    .isEqualTo("Subject: honest\r\n\r\nsecond\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\r\r\nb", "a\n\rb", "a\0b", "\r\n.\r.\r\n"})
    void refusesStrayLineEndingsAndNul(String body) {
        try (var client = server.program()) {
            assertThat(client.mail("Subject: x\r\n\r\n" + body)).startsWith("550 5.6.0");
            assertThat(server.received).isEmpty();
        }
    }

    @Test
    void takesNulAndLongLinesInReturnedMail() {
        try (var returns = TestSmtpServer.bounces("bounces+token@mail.example");
                var client = returns.client()) {
            client.say("EHLO mx.example");
            client.say("MAIL FROM:<>");
            client.say("RCPT TO:<bounces+token@mail.example>");
            client.say("DATA");
            client.send("Subject: x\r\n\r\na\0" + "y".repeat(1_500) + "\r\n.\r\n");
            assertThat(client.reply()).startsWith("250");
            assertThat(returns.received)
                    .singleElement()
                    .extracting(TestSmtpServer.Received::text)
                    .asString()
                    .endsWith("a\0" + "y".repeat(1_500) + "\r\n");
        }
    }

    @Test
    void givesBackEveryOtherOctetAsItCame() {
        var octets = new StringBuilder();
        for (char c = 1; c < 256; c++) {
            octets.append(c == '\r' || c == '\n' ? "" : c);
        }
        try (var client = server.program()) {
            assertThat(client.mail("Subject: x\r\n\r\n" + octets)).startsWith("250");
            assertThat(server.received.getFirst().text())
                    .isEqualTo("Subject: x\r\n\r\n" + octets + "\r\n");
        }
    }

    @Test
    void takesTheDotsAwayThatSmtpPutThere() {
        try (var client = server.program()) {
            client.mail("..\r\n...two\r\n.one\r\nno.dot\r\n..");
            assertThat(server.received.getFirst().text())
                    .isEqualTo(".\r\n..two\r\none\r\nno.dot\r\n.\r\n");
        }
    }

    @Test
    void readsAnEmptyMessageToo() {
        try (var client = server.program()) {
            client.begin();
            assertThat(client.say(".")).startsWith("250");
            assertThat(server.received.getFirst().message()).isEmpty();
        }
    }

    @Test
    void takesALineOf998OctetsAndNoMore() {
        try (var client = server.program()) {
            assertThat(client.mail("x".repeat(998))).startsWith("250");
            assertThat(client.mail(".." + "x".repeat(997))).startsWith("250");
            assertThat(client.mail("x".repeat(999))).startsWith("554 5.6.0").contains("998");
            assertThat(server.received).hasSize(2);
        }
    }

    @Test
    void takesAMessageOfTheSizeAndNoMore() {
        var line = "x".repeat(98) + "\r\n";
        var full = line.repeat(TestSmtpServer.LIMITS.size() / 100);
        try (var client = server.program()) {
            client.begin();
            assertThat(client.send(full).say(".")).startsWith("250");
            assertThat(server.received.getFirst().message()).hasSize(TestSmtpServer.LIMITS.size());
            client.begin();
            assertThat(client.send("x" + full).say(".")).startsWith("552 5.3.4");
            assertThat(client.say("NOOP")).startsWith("250");
            assertThat(server.received).hasSize(1);
        }
    }

    @Test
    void hangsUpOnAMessageWithoutEnd() {
        try (var client = server.program()) {
            client.begin();
            client.send(
                    ("x".repeat(98) + "\r\n").repeat(TestSmtpServer.LIMITS.size() / 100 * 4 + 1));
            assertThat(client.reply()).startsWith("552 5.3.4");
            assertThat(client.isGone()).isTrue();
        }
    }

    @Test
    void asksToComeBackWhenTooMuchComesInAtOnce() {
        try (var full =
                        new TestSmtpServer(
                                TestSmtpServer.LIMITS,
                                false,
                                InetAddress::isLoopbackAddress,
                                new MemoryBudget(0));
                var client = full.program()) {
            assertThat(client.mail(("x".repeat(98) + "\r\n").repeat(700))).startsWith("452 4.3.1");
            assertThat(client.mail("small")).startsWith("250");
        }
    }

    @Test
    void releasesTheMemoryOfEachMessage() {
        var memory = new MemoryBudget(200_000);
        try (var one =
                        new TestSmtpServer(
                                TestSmtpServer.LIMITS,
                                false,
                                InetAddress::isLoopbackAddress,
                                memory);
                var client = one.program()) {
            var large = ("x".repeat(98) + "\r\n").repeat(1_500);
            for (int i = 0; i < 5; i++) {
                assertThat(client.mail(large)).startsWith("250");
                assertThat(client.mail(large + "a\nb")).startsWith("550");
            }
            assertThat(memory.tryReserve(200_000)).isTrue();
        }
    }

    @Test
    void takesNothingInThatBreaksOff() {
        try (var client = server.program()) {
            client.begin();
            client.send("Subject: half\r\n\r\n");
        }
        try (var client = server.program()) {
            assertThat(client.mail("whole")).startsWith("250");
            assertThat(server.received).hasSize(1);
        }
    }
}
