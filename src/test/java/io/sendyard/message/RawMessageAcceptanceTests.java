package io.sendyard.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.Mailbox;
import io.sendyard.core.MessageId;
import io.sendyard.core.Refusal;
import io.sendyard.mime.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SendyardTest
class RawMessageAcceptanceTests {

    private static final String TRACE = "from unknown by mail.example with ESMTPA";
    private static final String WHOLE =
            """
            Date: Sun, 1 Mar 2026 09:05:07 +0000
            Message-ID: <1@acme.example>
            From: =?utf-8?q?J=C3=B6rg?= <a@acme.example>
            To: Ann <ann@example.com>
            Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
             folded

            Hello
            ..
            """
                    .replace("\n", "\r\n");

    @Autowired World world;
    @Autowired MessageAcceptance acceptance;
    @Autowired JdbcClient jdbc;

    @Test
    void whatIsCompleteIsStoredAsItCame() {
        var id = accept(WHOLE, "ann@example.com", "eve@example.com");

        assertThat(content(id)).isEqualTo(WHOLE);
        var row =
                jdbc.sql("select subject, from_header, to_addresses, source from message")
                        .query((r, _) ->
                                List.of(
                                        r.getString(1),
                                        r.getString(2),
                                        r.getString(3),
                                        r.getString(4)))
                        .single();
        assertThat(row)
                .containsExactly(
                        "Grüße folded", "Jörg <a@acme.example>", "ann@example.com", "smtp");
        assertThat(jdbc.sql("select kind from recipient order by id").query(String.class).list())
                .containsExactly("to", "bcc");
    }

    @Test
    void whatSteersIsHonouredAndTakenOut() {
        var id =
                accept(
                        "X-PM-Message-Stream: broadcast\r\nx-pm-tag: Wel\r\n come\r\nX-PM-Metadata-Customer: 4711\r\n"
                                + "Bcc: eve@example.com,\r\n bob@example.com\r\nReturn-Path: <x@y.example>\r\nX-PM-TrackOpens: true\r\n"
                                + WHOLE,
                        "eve@example.com");

        assertThat(content(id)).isEqualTo(WHOLE);
        assertThat(jdbc.sql("select tag from message").query(String.class).single())
                .isEqualTo("Wel come");
        assertThat(jdbc.sql("select metadata from message").query(String.class).single())
                .isEqualTo("{\"Customer\":\"4711\"}");
        assertThat(jdbc.sql("select lane from recipient").query(Integer.class).single())
                .isEqualTo(1);
    }

    @Test
    void dateAndIdAreAddedWhereTheyAreMissing() {
        var id = accept("From: a@acme.example\r\n\r\nHello\r\n", "b@example.com");

        assertThat(content(id))
                .startsWith("Message-ID: <" + id + "@acme.example>\r\nDate: ")
                .endsWith("\r\nFrom: a@acme.example\r\n\r\nHello\r\n");
    }

    @Test
    void aDateAndAnIdThatSayNothingAreReplaced() {
        for (var nothing :
                List.of("Date:\r\nMessage-ID:\r\n", "DATE: \r\n \t\r\nmessage-id: < >\r\n")) {
            var id = accept(nothing + "From: a@acme.example\r\n\r\nHello\r\n", "b@example.com");

            assertThat(content(id))
                    .startsWith("Message-ID: <" + id + "@acme.example>\r\nDate: ")
                    .endsWith("\r\nFrom: a@acme.example\r\n\r\nHello\r\n");
        }
    }

    @Test
    void eachAuthorAndTheSenderMustBeAllowed() {
        var mail =
                RawMessage.read(
                        "From: a@acme.example, B <b@acme.example>\r\nSender: c@acme.example\r\n\r\n"
                                .getBytes(StandardCharsets.UTF_8));

        assertThat(mail.senders())
                .extracting(Mailbox::toString)
                .containsExactly("a@acme.example", "B <b@acme.example>", "c@acme.example");
    }

    @Test
    void oneAuthorIsDemanded() {
        for (var from :
                List.of(
                        "",
                        "From: a@acme.example, b@acme.example\r\n",
                        "From: a@acme.example, b@acme.example\r\nSender: a@acme.example, b@acme.example\r\n",
                        "From: a@acme.example, b\r\nSender: a@acme.example\r\n",
                        "From: a@acme.example\r\nFrom: a@acme.example\r\n",
                        "From: a@acme.example (comment\r\n",
                        "From: a@acme.example(x).evil.example\r\n",
                        "From: b@acme.example <a@acme.example>\r\n",
                        "From: <@relay.example:a@acme.example>\r\n",
                        "From: Nobody:;\r\n",
                        "From: <a@acme.example>b@c.example\r\n",
                        "From: nobody\r\n",
                        "From: =?utf-8?q?a=00b?= <a@acme.example>\r\n",
                        "From:\r\n")) {
            refused("From", from + "Subject: x\r\n\r\nx\r\n");
        }
    }

    @Test
    void formIsRefused() {
        for (var bad :
                List.of(
                        "From: a@b.example\n\r\n\r\nx",
                        "From: a@b.example\r\n\r\nx\ny\r\n",
                        "From: a@b.example\r\n\r\nx\ry\r\n",
                        "From: a@b.example\r\n\r\nx\r",
                        "From: a@b.example\r\n\r\nx\u0000y\r\n",
                        "From: a@b.example\r\nno field\r\n\r\nx\r\n",
                        "From: a@b.example\r\nSubject: Hi\u0001\r\n\r\nx\r\n",
                        "From: a@b.example\r\nSubject: \u001b$B\r\n\r\nx\r\n",
                        "From: a@b.example\r\nSubject: Hi\u007f\r\n\r\nx\r\n",
                        "From: a@b.example\r\nX\r\n : y\r\n\r\nx\r\n",
                        "From: a@b.example",
                        " From: a@b.example\r\n\r\nx\r\n",
                        "From: a@b.example\r\n\r\n" + "x".repeat(999) + "\r\n",
                        "From: a@b.example\r\n" + "X: y\r\n".repeat(1_000) + "\r\nx\r\n",
                        nested(60),
                        parts(1_001))) {
            refused("message", bad);
        }
        accept("From: a@b.example\r\n\r\n" + "x".repeat(998) + "\r\n", "b@example.com");
        accept("From: a@b.example\r\n" + "X: y\r\n".repeat(999) + "\r\nx\r\n", "b@example.com");
        accept(nested(20), "b@example.com");
        accept(parts(900), "b@example.com");
    }

    @Test
    void otherHeadersAreRefusedByName() {
        refused("X-PM-Message-Stream", "X-PM-Message-Stream: inbound\r\n" + WHOLE);
        refused("X-PM-Message-Stream", "X-PM-Message-Stream: no\r\n" + WHOLE);
        refused(
                "X-PM-Tag",
                "X-PM-Tag: " + "word ".repeat(180) + "\r\n" + " word".repeat(180) + "\r\n" + WHOLE);
        refused("X-PM-Metadata-K", "X-PM-Metadata-K: " + "x".repeat(81) + "\r\n" + WHOLE);
        for (var twice : List.of("Subject", "Message-ID", "Date", "To", "From")) {
            refused(twice, twice + ": more\r\n" + WHOLE);
        }
        for (var twice :
                List.of(
                        "Cc",
                        "Reply-To",
                        "Sender",
                        "In-Reply-To",
                        "References",
                        "Content-Type",
                        "content-transfer-encoding")) {
            refused(twice, (twice + ": x\r\n").repeat(2) + WHOLE);
        }
        refused("Received", "Received: by a.example\r\n".repeat(101) + WHOLE);
        accept("Received: by a.example\r\n".repeat(100) + WHOLE, "b@example.com");
        refused("Subject", "From: a@b.example\r\nSubject: =?utf-8?q?a=0D=0Ab?=\r\n\r\nx\r\n");
        refused(
                "Subject",
                "From: a@b.example\r\nSubject:"
                        + " word".repeat(150)
                        + "\r\n"
                        + " word".repeat(150)
                        + "\r\n\r\nx\r\n");
    }

    @Test
    void sizeAndRecipientsHaveLimits() {
        var head = "From: a@b.example\r\n\r\n";
        var line = "x".repeat(510) + "\r\n";
        var full = head + line.repeat((10 * 1024 * 1024 - head.length()) / 512);
        full += "y".repeat(10 * 1024 * 1024 - full.length());
        accept(full, "b@example.com");
        refused("size", full + "y");

        var many =
                IntStream.range(0, 1_001)
                        .mapToObj(i -> "a" + i + "@example.com")
                        .toArray(String[]::new);
        assertThatThrownBy(() -> accept(WHOLE, many))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.field()).isEqualTo("to"));
        accept(WHOLE, java.util.Arrays.copyOf(many, 1_000));
        assertThatThrownBy(() -> accept(WHOLE)).isInstanceOf(Refusal.class);
    }

    private static String nested(int depth) {
        var text = new StringBuilder("From: a@b.example\r\n");
        for (int i = 0; i < depth; i++) {
            text.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        text.append("\r\nx\r\n");
        for (int i = depth - 1; i >= 0; i--) {
            text.append("--b").append(i).append("--\r\n");
        }
        return text.toString();
    }

    private static String parts(int count) {
        return "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                + "--b\r\n\r\nx\r\n".repeat(count)
                + "--b--\r\n";
    }

    private MessageId accept(String message, String... recipients) {
        var to =
                List.of(recipients).stream()
                        .map(text -> EmailAddress.parse(text).orElseThrow())
                        .toList();
        return acceptance
                .accept(world.production(), to, TRACE, message.getBytes(StandardCharsets.UTF_8))
                .id();
    }

    private void refused(String field, String message) {
        assertThatThrownBy(() -> accept(message, "b@example.com"))
                .as(message.substring(0, Math.min(message.length(), 100)))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.field()).isEqualTo(field));
    }

    private String content(MessageId id) {
        var octets =
                jdbc.sql("select content from message_content where message_id = ?")
                        .param(id.uuid())
                        .query(byte[].class)
                        .single();
        var text = new String(octets, StandardCharsets.UTF_8);
        var received = "Received: %s\r\n\tid %s; ".formatted(TRACE, id);
        assertThat(text).startsWith(received);
        return text.substring(text.indexOf("\r\n", received.length()) + 2);
    }
}
