package io.sendyard.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.submission.RawSmtpClient;
import io.sendyard.submission.TestSmtpServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets into a full door, and who makes room. */
class AdmissionTests {

    private static final int PLACES = 4;
    private static final String CAMP = "127.0.0.2";

    private final TestSmtpServer door =
            new TestSmtpServer(
                    new ServerLimits(
                            200_000,
                            10,
                            PLACES,
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(20)));
    private final List<RawSmtpClient> crowd = new ArrayList<>();

    @AfterEach
    void close() {
        crowd.forEach(RawSmtpClient::close);
        door.close();
    }

    @Test
    void manyFromOnePlaceDoNotKeepOutOthersHoweverNewTheyAre() {
        for (int i = 0; i < PLACES; i++) {
            assertThat(fromCamp().reply()).startsWith("220");
        }
        assertThat(fromCamp().reply()).startsWith("421 4.3.2");

        try (var honest = door.program();
                var another = door.program()) {
            assertThat(honest.mail("Hello")).startsWith("250");
            assertThat(another.mail("Hello")).startsWith("250");
        }
        assertThat(crowd.get(0).reply()).startsWith("421 4.3.2");
        assertThat(crowd.get(1).reply()).startsWith("421 4.3.2");
        assertThat(crowd.get(2).say("NOOP")).startsWith("250");
    }

    @Test
    void whoGuessesKeysMakesRoomWhileHeWaits() {
        for (int i = 0; i < PLACES; i++) {
            var guesser = fromCamp();
            guesser.reply();
            guesser.say("EHLO guess.example");
            guesser.send("AUTH PLAIN AGEAYg==\r\n");
        }

        try (var honest = door.program()) {
            assertThat(honest.mail("Hello")).startsWith("250");
        }
        assertThat(crowd.getFirst().reply()).startsWith("421 4.3.2");
    }

    @Test
    void aLineWithoutEndIsNotReadForEver() {
        var endless = fromCamp();
        endless.reply();

        endless.send("x".repeat(1_100_000));

        assertThat(endless.reply()).startsWith("521 5.5.2");
        assertThat(endless.isGone()).isTrue();
    }

    private RawSmtpClient fromCamp() {
        var client = RawSmtpClient.silentFrom(CAMP, door.port());
        crowd.add(client);
        return client;
    }
}
