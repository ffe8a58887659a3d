package io.sendyard.submission;

import static io.sendyard.submission.TestSmtpServer.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.core.MemoryBudget;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTests {

    @ParameterizedTest
    @CsvSource({"false, PLAIN", "false, LOGIN", "true, PLAIN", "true, LOGIN"})
    void takesMailFromAnotherHandsClient(boolean encrypted, String mechanism) throws Exception {
        try (var server = server(encrypted)) {
            send(server, encrypted, mechanism, KEY);
            assertThat(server.received)
                    .singleElement()
                    .satisfies(message ->
                            assertThat(new String(message.message(), StandardCharsets.UTF_8))
                                    .contains("Subject: Hello", "From: app@acme.example")
                                    .endsWith("\r\n.dot\r\nend\r\n"));
        }
    }

    @Test
    void takesMailFromAnotherHandsClientThatUsesTlsIfOffered() throws Exception {
        try (var server = TestSmtpServer.withoutTls(InetAddress::isLoopbackAddress)) {
            var properties = new Properties();
            properties.put("mail.smtp.auth", "true");
            properties.put("mail.smtp.starttls.enable", "true");
            send(server, "smtp", properties, KEY);
            assertThat(server.received).hasSize(1);
        }
    }

    @Test
    void refusesAnotherHandsClientWithAWrongKey() throws Exception {
        try (var server = server(false)) {
            assertThatThrownBy(() -> send(server, false, "PLAIN", "wrong"))
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("535 5.7.8");
        }
    }

    @Test
    void dropsCommandsBehindStarttls() {
        try (var server = server(false);
                var client = server.client()) {
            client.say("EHLO client.example");
            client.send("STARTTLS\r\nMAIL FROM:<forged@acme.example>\r\n");
            assertThat(client.reply()).startsWith("421 4.7.0");
            assertThat(client.isGone()).isTrue();
        }
    }

    @Test
    void hangsUpWhereNoTlsFollows() {
        try (var server = server(false);
                var client = server.client()) {
            client.say("EHLO client.example");
            assertThat(client.say("STARTTLS")).isEqualTo("220 2.0.0 Go ahead");
            client.send("MAIL FROM:<forged@acme.example>\r\n");
            assertThat(client.reply()).doesNotContain("250");
        }
        try (var server = server(true);
                var client = RawSmtpClient.silentAt(server.port())) {
            client.send("EHLO client.example\r\n");
            assertThat(client.reply()).doesNotContain("250");
        }
    }

    private static TestSmtpServer server(boolean encrypted) {
        return new TestSmtpServer(
                TestSmtpServer.LIMITS, encrypted, _ -> false, new MemoryBudget(1_000_000));
    }

    private static void send(TestSmtpServer server, boolean encrypted, String mechanism, String key)
            throws Exception {
        var protocol = encrypted ? "smtps" : "smtp";
        var properties = new Properties();
        properties.put("mail.%s.auth.mechanisms".formatted(protocol), mechanism);
        properties.put("mail.%s.starttls.required".formatted(protocol), String.valueOf(!encrypted));
        properties.put("mail.%s.starttls.enable".formatted(protocol), "true");
        properties.put("mail.%s.ssl.checkserveridentity".formatted(protocol), "true");
        properties.put(
                "mail.%s.ssl.socketFactory".formatted(protocol),
                TestSmtpServer.TLS.getSocketFactory());
        send(server, protocol, properties, key);
    }

    private static void send(
            TestSmtpServer server, String protocol, Properties properties, String key)
            throws Exception {
        properties.put("mail.%s.timeout".formatted(protocol), "10000");
        var session = Session.getInstance(properties);
        var message = new MimeMessage(session);
        message.setFrom("app@acme.example");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("ada@example.com"));
        message.setSubject("Hello");
        message.setText("Hello\r\n.dot\r\nend\r\n");
        message.saveChanges();
        try (var transport = session.getTransport(protocol)) {
            transport.connect("localhost", server.port(), key, key);
            transport.sendMessage(message, message.getAllRecipients());
        }
    }
}
