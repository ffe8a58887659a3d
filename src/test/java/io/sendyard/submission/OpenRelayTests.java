package io.sendyard.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenRelayTests {

    private static final String RETURN_PATH = "bounces+token@mail.example.com";
    private static final TestSmtpServer SUBMISSION = new TestSmtpServer();
    private static final TestSmtpServer RETURNS = TestSmtpServer.bounces(RETURN_PATH);

    @AfterAll
    static void close() {
        SUBMISSION.close();
        RETURNS.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<victim@example.net>",
                "victim@example.net",
                "<\"victim@example.net\">",
                "<\"victim%example.net\">",
                "<victim%example.net@mail.example.com>",
                "<victim%example.net@[127.0.0.1]>",
                "<victim%example.net@localhost>",
                "<example.net!victim>",
                "<example.net!victim@mail.example.com>",
                "<mail.example.com!example.net!victim>",
                "<\"victim@example.net\"@mail.example.com>",
                "<victim@example.net@mail.example.com>",
                "<victim@example.net@[127.0.0.1]>",
                "<@mail.example.com:victim@example.net>",
                "<@[127.0.0.1]:victim@example.net>",
                "<@a.example,@b.example:victim@example.net>",
                "<bounces+token@mail.example.com@example.net>",
                "<bounces+token@mail.example.com,victim@example.net>",
                "<bounces+token@mail.example.com> <victim@example.net>",
                "<bounces+token@mail.example.com.example.net>",
                "<\"bounces+token@mail.example.com\"@example.net>",
                "<victim@example.net\0@mail.example.com>",
                "<victim>",
                "<@>",
                "<>"
            })
    void relaysNothingForStrangers(String recipient) {
        try (var client = SUBMISSION.client()) {
            client.say("EHLO client.example");
            assertThat(client.say("MAIL FROM:<ada@acme.example>")).startsWith("530 5.7.0");
            assertThat(client.say("RCPT TO:" + recipient)).matches("5[0-9]{2} .*");
            assertThat(client.say("DATA")).startsWith("503 5.5.1");
        }
        try (var client = RETURNS.client()) {
            client.say("EHLO client.example");
            assertThat(client.say("MAIL FROM:<>")).startsWith("250 2.1.0");
            assertThat(client.say("RCPT TO:" + recipient)).matches("5[0-9]{2} .*");
            assertThat(client.say("DATA")).startsWith("554 5.5.1");
        }
        assertThat(SUBMISSION.received).isEmpty();
        assertThat(RETURNS.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<victim>",
                "<@>",
                "<>",
                "<victim@>",
                "<@example.net>",
                "<victim@localhost>",
                "<victim@[127.0.0.1]>",
                "<victim@127.0.0.1>",
                "<victim@example..net>",
                "<victim@.example.net>",
                "<victim@example.net.>",
                "<.victim@example.net>",
                "<victim.@example.net>",
                "<victim@ example.net>",
                "<victim@example.net >",
                "<victim@a.example@b.example>",
                "<@a.example:victim@b.example>",
                "<a@a.example,b@b.example>",
                "<(comment)victim@example.net>",
                "<Ada <victim@example.net>>",
                "<\"victim@example.net>",
                "victim@example.net",
                "<victim@example.net",
                "<victim@example.net> <other@example.net>"
            })
    void takesExactlyOneAddressFromProgramsToo(String recipient) {
        try (var client = SUBMISSION.program()) {
            client.say("MAIL FROM:<ada@acme.example>");
            assertThat(client.say("RCPT TO:" + recipient)).matches("5[05][13] 5\\.[15].*");
            assertThat(client.say("DATA")).startsWith("554 5.5.1");
        }
    }

    @Test
    void takesWhatComesBack() {
        try (var server = TestSmtpServer.bounces(RETURN_PATH);
                var client = server.client()) {
            client.say("HELO client.example");
            assertThat(client.say("AUTH PLAIN AGEAYQ==")).startsWith("502");
            client.say("MAIL FROM:<>");
            assertThat(client.say("RCPT TO:<" + RETURN_PATH + ">")).startsWith("250 2.1.5");
            client.say("DATA");
            assertThat(client.say("Subject: failed\r\n\r\nfailed\r\n.")).startsWith("250 2.0.0");
            assertThat(server.received.getFirst().recipients())
                    .singleElement()
                    .hasToString(RETURN_PATH);
        }
    }
}
