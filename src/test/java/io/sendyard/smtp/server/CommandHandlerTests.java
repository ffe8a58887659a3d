package io.sendyard.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.submission.RawSmtpClient;
import io.sendyard.submission.TestSmtpServer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandHandlerTests {

    private final TestSmtpServer server = new TestSmtpServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void announcesWhatItKeeps() {
        try (var client = RawSmtpClient.silentAt(server.port())) {
            assertThat(client.reply()).isEqualTo("220 mail.example ESMTP Sendyard");
            assertThat(client.say("EHLO client.example"))
                    .isEqualTo(
                            """
                            250-mail.example
                            250-PIPELINING
                            250-8BITMIME
                            250-SMTPUTF8
                            250-ENHANCEDSTATUSCODES
                            250-SIZE 200000
                            250-STARTTLS
                            250 AUTH PLAIN LOGIN\
                            """);
            assertThat(client.say("HELO client.example")).isEqualTo("250 mail.example");
        }
    }

    @Test
    void takesAMessageIn() {
        try (var client = server.program()) {
            assertThat(client.say("MAIL FROM:<app@acme.example> BODY=8BITMIME SIZE=100"))
                    .isEqualTo("250 2.1.0 OK");
            assertThat(client.say("RCPT TO:<ada@example.com>")).isEqualTo("250 2.1.5 OK");
            assertThat(client.say("rcpt to:<ben@example.com>")).isEqualTo("250 2.1.5 OK");
            assertThat(client.say("RCPT TO:<ada@example.com>")).isEqualTo("250 2.1.5 OK");
            assertThat(client.say("DATA")).startsWith("354 ");
            assertThat(client.say("Subject: x\r\n\r\nHello\r\n."))
                    .matches("250 2\\.0\\.0 Accepted as msg_[0-9a-z]{26}");
            assertThat(server.received)
                    .singleElement()
                    .satisfies(message -> {
                        assertThat(message.text()).isEqualTo("Subject: x\r\n\r\nHello\r\n");
                        assertThat(message.recipients())
                                .extracting(String::valueOf)
                                .containsExactly("ada@example.com", "ben@example.com");
                    });
            assertThat(client.say("QUIT")).isEqualTo("221 2.0.0 Bye");
            assertThat(client.isGone()).isTrue();
        }
    }

    @Test
    void answersPipelinedCommandsInTheirOrder() {
        try (var client = server.program()) {
            client.send(
                    String.join(
                            "\r\n",
                            "MAIL FROM:<>",
                            "RCPT TO:<a@example.com>",
                            "RCPT TO:<x>",
                            "DATA",
                            "one",
                            ".",
                            "MAIL FROM:<>",
                            "RSET",
                            "QUIT",
                            ""));
            assertThat(IntStream.range(0, 8).mapToObj(_ -> client.reply().substring(0, 3)))
                    .containsExactly("250", "250", "553", "354", "250", "250", "250", "221");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DATA, 503",
        "RCPT TO:<a@example.com>, 503",
        "EHLO, 501",
        "HELO, 501",
        "MAIL, 501",
        "MAIL TO:<a@example.com>, 501",
        "MAIL FROM:<a@example.com> SIZE=, 501",
        "MAIL FROM:<a@example.com> SIZE=x, 501",
        "MAIL FROM:<a@example.com> SIZE=-1, 501",
        "MAIL FROM:<a@example.com> SIZE=200000, 250",
        "MAIL FROM:<a@example.com> SIZE=200001, 552",
        "MAIL FROM:<a@example.com> SIZE=99999999999999999999, 552",
        "MAIL FROM:<a@example.com> BODY=BINARYMIME, 501",
        "MAIL FROM:<a@example.com> RET=FULL, 555",
        "MAIL FROM:<a@example.com> SIZE=1 SIZE=1, 501",
        "MAIL FROM:<a@example.com> AUTH=<>, 250",
        "MAIL FROM:<a>, 553",
        "BDAT 10 LAST, 502",
        "EXPN all, 502",
        "VRFY ada, 252",
        "HELP, 214",
        "NOOP, 250",
        "RSET now, 501",
        "DATA now, 501",
        "STARTTLS now, 501",
        "GET / HTTP/1.1, 500",
        "XCLIENT NAME=x, 500",
        "'', 500",
        "' MAIL FROM:<>', 500"
    })
    void answersEachCommandWithACode(String command, String code) {
        try (var client = server.program()) {
            assertThat(client.say(command)).matches(code + " [0-9]\\.[0-9]\\.[0-9]+ .+");
        }
    }

    @Test
    void takesCommandsOf512OctetsAndOf998WithParameters() {
        try (var client = server.program()) {
            assertThat(client.say("NOOP " + "x".repeat(505))).startsWith("250");
            assertThat(client.say("NOOP " + "x".repeat(506))).startsWith("500 5.5.2");
            var mail = "MAIL FROM:<a@example.com> AUTH=";
            assertThat(client.say(mail + "x".repeat(997 - mail.length()))).startsWith("500 5.5.2");
            assertThat(client.say(mail + "x".repeat(996 - mail.length()))).startsWith("250");
            assertThat(client.say("NOOP " + "x".repeat(100_000))).startsWith("500 5.5.2");
            assertThat(client.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void takesSoManyRecipientsAndNoMore() {
        try (var client = server.program()) {
            client.say("MAIL FROM:<>");
            for (int i = 0; i < TestSmtpServer.LIMITS.recipients(); i++) {
                assertThat(client.say("RCPT TO:<a%d@example.com>".formatted(i))).startsWith("250");
            }
            assertThat(client.say("RCPT TO:<b@example.com>")).startsWith("452 4.5.3");
            client.say("DATA");
            assertThat(client.say(".")).startsWith("250");
            assertThat(server.received.getFirst().recipients())
                    .hasSize(TestSmtpServer.LIMITS.recipients());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP\nMAIL FROM:<>\r\n", "NOOP\rNOOP\r\n", "NOOP\r\r\n", "\n"})
    void hangsUpOnAStrayLineEnding(String commands) {
        try (var client = server.program()) {
            assertThat(client.send(commands).reply()).startsWith("521 5.5.2");
            assertThat(client.isGone()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOOP \0",
                "NOOP \u0007",
                "MAIL FROM:<a\tb@example.com>",
                "RCPT TO:<a\u007fb@example.com>",
                "NOOP \u00ff\u00fe",
                "NOOP \u00c2\u0085"
            })
    void takesNoControlCharactersAndNoBrokenUtf8(String command) {
        try (var client = server.program()) {
            assertThat(client.say(command)).startsWith("501 5.5.2");
            assertThat(client.say("NO\0OP")).startsWith("500 5.5.2");
            assertThat(client.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void takesInternationalAddressesWhereTheClientSaysSo() {
        var octets = "RCPT TO:<jürgen@example.com>".getBytes(StandardCharsets.UTF_8);
        var latin = new String(octets, StandardCharsets.ISO_8859_1);
        try (var client = server.program()) {
            client.say("MAIL FROM:<>");
            assertThat(client.say(latin)).startsWith("553 5.6.7");
            client.say("RSET");
            client.say("MAIL FROM:<> SMTPUTF8");
            assertThat(client.say(latin)).startsWith("250");
            client.say("DATA");
            client.say(".");
            assertThat(server.received.getFirst().recipients().getFirst())
                    .hasToString("jürgen@example.com");
        }
    }

    @Test
    void losesPatienceWithThoseWhoAskForNothing() {
        try (var client = server.client()) {
            for (int i = 0; i < ServerLimits.FAULTS; i++) {
                assertThat(client.say("NOOP")).startsWith("250");
            }
            assertThat(client.say("noop")).startsWith("421 4.7.0");
            assertThat(client.isGone()).isTrue();
        }
        try (var client = server.program()) {
            for (int i = 0; i < ServerLimits.FAULTS + 5; i++) {
                assertThat(client.say("NOOP")).startsWith("250");
            }
        }
    }
}
