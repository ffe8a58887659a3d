package io.sendyard.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.submission.RawSmtpClient;
import io.sendyard.submission.TestSmtpServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which clients a full SMTP server admits, and which it evicts. */
class AdmissionTests {

    private static final int CONNECTIONS = 4;
    private static final String NETWORK = "127.0.0.2";

    private final TestSmtpServer server =
            new TestSmtpServer(
                    new ServerLimits(
                            200_000,
                            10,
                            CONNECTIONS,
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(20)));
    private final List<RawSmtpClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(RawSmtpClient::close);
        server.close();
    }

    @Test
    void manyClientsOfOneNetworkDoNotKeepOutOthers() {
        for (int i = 0; i < CONNECTIONS; i++) {
            assertThat(fromNetwork().reply()).startsWith("220");
        }
        assertThat(fromNetwork().reply()).startsWith("421 4.3.2");

        try (var honest = server.program();
                var another = server.program()) {
            assertThat(honest.mail("Hello")).startsWith("250");
            assertThat(another.mail("Hello")).startsWith("250");
        }
        assertThat(clients.get(0).reply()).startsWith("421 4.3.2");
        assertThat(clients.get(1).reply()).startsWith("421 4.3.2");
        assertThat(clients.get(2).say("NOOP")).startsWith("250");
    }

    @Test
    void aClientThatGuessesKeysIsEvictedDuringItsDelay() {
        for (int i = 0; i < CONNECTIONS; i++) {
            var guesser = fromNetwork();
            guesser.reply();
            guesser.say("EHLO guess.example");
            guesser.send("AUTH PLAIN AGEAYg==\r\n");
        }

        try (var honest = server.program()) {
            assertThat(honest.mail("Hello")).startsWith("250");
        }
        assertThat(clients.getFirst().reply()).startsWith("421 4.3.2");
    }

    @Test
    void aLineWithoutEndIsNotReadForEver() {
        var endless = fromNetwork();
        endless.reply();

        endless.send("x".repeat(1_100_000));

        assertThat(endless.reply()).startsWith("521 5.5.2");
        assertThat(endless.isGone()).isTrue();
    }

    private RawSmtpClient fromNetwork() {
        var client = RawSmtpClient.silentFrom(NETWORK, server.port());
        clients.add(client);
        return client;
    }
}
