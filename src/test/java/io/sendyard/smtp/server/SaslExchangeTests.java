package io.sendyard.smtp.server;

import static io.sendyard.submission.RawSmtpClient.base64;
import static io.sendyard.submission.RawSmtpClient.plain;
import static io.sendyard.submission.TestSmtpServer.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.MemoryBudget;
import io.sendyard.smtp.Credentials;
import io.sendyard.submission.RawSmtpClient;
import io.sendyard.submission.TestSmtpServer;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.QueryTimeoutException;

class SaslExchangeTests {

    private final TestSmtpServer server = new TestSmtpServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void takesTheKeyAsUserAndPassword() {
        try (var client = greeted()) {
            assertThat(client.say("AUTH PLAIN " + plain(KEY, KEY))).startsWith("235 2.7.0");
        }
    }

    @Test
    void takesTheServersIdAsUser() {
        var id = TestSmtpServer.SERVER.cuid().value();
        try (var client = greeted()) {
            assertThat(client.say("AUTH PLAIN")).isEqualTo("334");
            assertThat(client.say(plain(id, KEY))).startsWith("235 2.7.0");
        }
    }

    @Test
    void takesLogin() {
        try (var client = greeted()) {
            assertThat(client.say("auth login")).isEqualTo("334 " + base64("Username:"));
            assertThat(client.say(base64(KEY))).isEqualTo("334 " + base64("Password:"));
            assertThat(client.say(base64(KEY))).startsWith("235");
        }
        try (var client = greeted()) {
            assertThat(client.say("AUTH LOGIN " + base64(KEY))).startsWith("334");
            assertThat(client.say(base64(KEY))).startsWith("235");
        }
    }

    @Test
    void refusesAWrongKeyAndAnothersName() {
        try (var client = greeted()) {
            assertThat(client.say("AUTH PLAIN " + plain("x", "x"))).startsWith("535 5.7.8");
            assertThat(client.say("AUTH PLAIN " + plain("ada", KEY))).startsWith("535 5.7.8");
            assertThat(client.say("MAIL FROM:<a@acme.example>")).startsWith("530 5.7.0");
        }
        try (var client = greeted()) {
            assertThat(client.say("AUTH PLAIN " + base64("root\0" + KEY + "\0" + KEY)))
                    .startsWith("535 5.7.8");
        }
    }

    @Test
    void hangsUpAfterThreeWrongKeys() {
        try (var client = greeted()) {
            client.say("AUTH PLAIN " + plain("x", "x"));
            client.say("AUTH PLAIN " + plain("x", "x"));
            assertThat(client.say("AUTH PLAIN " + plain("x", "x"))).startsWith("421 4.7.0");
            assertThat(client.isGone()).isTrue();
        }
    }

    @Test
    void takesLongerForEachWrongKey() {
        var limits = TestSmtpServer.LIMITS;
        var slow =
                new ServerLimits(
                        limits.size(),
                        limits.recipients(),
                        limits.connections(),
                        limits.unauthenticatedTimeout(),
                        limits.commandTimeout(),
                        limits.messageTimeout(),
                        Duration.ofMillis(100));
        try (var server = new TestSmtpServer(slow);
                var client = server.client()) {
            client.say("EHLO client.example");
            assertThat(millisOf(() -> client.say("AUTH PLAIN " + plain("x", "x"))))
                    .isBetween(100L, 199L);
            assertThat(millisOf(() -> client.say("AUTH PLAIN " + plain("x", "x"))))
                    .isGreaterThanOrEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTH",
                "AUTH PLAIN !!!",
                "AUTH PLAIN =",
                "AUTH PLAIN eA==",
                "AUTH PLAIN eA== eA==",
                "AUTH PLAIN *",
                "AUTH CRAM-MD5",
                "AUTH XOAUTH2 eA=="
            })
    void refusesWhatIsNoSignIn(String command) {
        try (var client = greeted()) {
            assertThat(client.say(command)).matches("50[14] 5\\.[0-9.]+ .*");
            assertThat(client.say("AUTH PLAIN " + plain(KEY, KEY))).startsWith("235");
        }
    }

    @Test
    void canBeCancelled() {
        try (var client = greeted()) {
            client.say("AUTH LOGIN");
            assertThat(client.say("*")).startsWith("501");
        }
    }

    @Test
    void asksWhoItIsOnce() {
        try (var client = server.program()) {
            assertThat(client.say("AUTH PLAIN " + plain(KEY, KEY))).startsWith("503 5.5.1");
            client.say("MAIL FROM:<a@acme.example>");
            assertThat(client.say("AUTH PLAIN " + plain(KEY, KEY))).startsWith("503 5.5.1");
        }
        try (var client = server.client()) {
            assertThat(client.say("AUTH PLAIN " + plain(KEY, KEY))).startsWith("503 5.5.1");
        }
    }

    @Test
    void takesNoKeyInClearFromElsewhere() {
        try (var far =
                        new TestSmtpServer(
                                TestSmtpServer.LIMITS, false, _ -> false, new MemoryBudget(0));
                var client = far.client()) {
            assertThat(client.say("EHLO client.example"))
                    .contains("250 STARTTLS")
                    .doesNotContain("AUTH");
            assertThat(client.say("AUTH PLAIN " + plain(KEY, KEY))).startsWith("538 5.7.11");
            assertThat(client.say("MAIL FROM:<a@acme.example>")).startsWith("530 5.7.0");
        }
    }

    @Test
    void refusesAKeyInClearByASentenceThatNamesTheSettingsWhereThereIsNoCertificate() {
        try (var far = TestSmtpServer.withoutTls(_ -> false);
                var client = far.client()) {
            assertThat(client.say("EHLO client.example")).doesNotContain("STARTTLS", "AUTH");
            assertThat(client.say("AUTH PLAIN " + plain(KEY, KEY)))
                    .isEqualTo(
                            "538 5.7.11 Encryption required, to offer it set"
                                    + " sendyard.submission.certificate and"
                                    + " sendyard.submission.private-key");
            assertThat(client.say("STARTTLS")).startsWith("502 5.5.1");
            assertThat(client.say("MAIL FROM:<a@acme.example>")).startsWith("530 5.7.0");
        }
    }

    @Test
    void takesAKeyInClearFromThisMachineWhereThereIsNoCertificate() {
        try (var near = TestSmtpServer.withoutTls(InetAddress::isLoopbackAddress);
                var client = near.client()) {
            assertThat(client.say("EHLO client.example"))
                    .contains("250 AUTH PLAIN LOGIN")
                    .doesNotContain("STARTTLS");
            assertThat(client.say("AUTH PLAIN " + plain(KEY, KEY))).startsWith("235");
        }
    }

    @Test
    void looksAgainWhoseKeyItIsAtEachMessage() {
        try (var client = server.program()) {
            assertThat(client.mail("one")).startsWith("250");
            server.revoke();
            assertThat(client.mail("two")).startsWith("530 5.7.0");
            assertThat(client.say("MAIL FROM:<a@acme.example>")).startsWith("530 5.7.0");
            assertThat(server.received).hasSize(1);
        }
    }

    @Test
    void asksToComeBackWhenKeysCantBeLookedUp() {
        var away =
                TestSmtpServer.before(
                        new TestMailHandler(true) {
                            @Override
                            public boolean authenticates(Credentials credentials) {
                                throw new QueryTimeoutException("away");
                            }
                        });
        try (var client = RawSmtpClient.at(away.port())) {
            client.say("EHLO client.example");
            assertThat(client.say("AUTH PLAIN " + plain(KEY, KEY))).startsWith("454 4.7.0");
        } finally {
            away.close(Duration.ZERO);
        }
    }

    private RawSmtpClient greeted() {
        var client = server.client();
        client.say("EHLO client.example");
        return client;
    }

    private static long millisOf(Runnable act) {
        long begin = System.nanoTime();
        act.run();
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
