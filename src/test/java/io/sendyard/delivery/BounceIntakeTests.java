package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reports that come back: believed with our token, and with nothing else. */
@SendyardTest
class BounceIntakeTests {

    private static final String FAILED =
            report(
                    "delivery-status",
                    """
                    Reporting-MTA: dns; mx.example.com

                    Final-Recipient: rfc822; person@example.com
                    Action: failed
                    Status: %s
                    Diagnostic-Code: smtp; %s
                    """);

    @Autowired World world;
    @Autowired BounceIntake returned;
    @Autowired ReturnPaths paths;
    @Autowired Queue queue;
    @Autowired OutcomeRecorder recorder;
    @Autowired JdbcTemplate jdbc;
    @Autowired TestClock clock;

    TestQueue testQueue;
    MessageId message;
    EmailAddress path;

    @BeforeEach
    void deliverOne() {
        testQueue = new TestQueue(jdbc, clock);
        message = testQueue.message(world.production(), "person@example.com");
        var claim = queue.claim(new HeldClaims(10, Duration.ofMinutes(1))).getFirst();
        path = address(paths.localPart(claim.recipientId(), claim.giveUpAt()));
        jdbc.update("update recipient set status = 'delivered', lane = null, attempts = 1");
        jdbc.update("update message set status = 'delivered'");
    }

    @Test
    void aFailureMakesABounceOfADelivery() {
        receive(path, FAILED.formatted("5.7.1", "550 5.7.1 spam"));

        assertThat(testQueue.status(message)).isEqualTo("bounced");
        assertThat(testQueue.lastEvent(message, "details"))
                .contains("\"bounceClass\":\"block\"", "\"replyCode\":550", "mx.example.com");
    }

    @Test
    void theSameFailureTwiceCountsOnce() {
        receive(path, FAILED.formatted("5.2.2", "552 full"));
        receive(path, FAILED.formatted("5.2.2", "552 full"));

        assertThat(testQueue.events(message)).containsExactly("bounced");
    }

    @Test
    void aForgedOrOldTokenChangesNothing() {
        var messages = path.localPart();
        for (int i = "bounces+".length(); i < messages.length(); i++) {
            var other = messages.charAt(i) == '0' ? '1' : '0';
            var forged = address(messages.substring(0, i) + other + messages.substring(i + 1));
            assertThat(returned.expects(forged)).isFalse();
            receive(forged, FAILED.formatted("5.1.1", "550 5.1.1 no"));
        }
        receive(address("person"), FAILED.formatted("5.1.1", "550 5.1.1 no"));
        assertThat(returned.expects(address(messages.toUpperCase(Locale.ROOT)))).isTrue();
        clock.advance(Duration.ofDays(63));
        assertThat(returned.expects(path)).isFalse();
        receive(path, FAILED.formatted("5.1.1", "550 5.1.1 no"));

        assertThat(testQueue.events(message)).isEmpty();
        assertThat(testQueue.status(message)).isEqualTo("delivered");
    }

    @Test
    void whatSaysNothingFinalChangesNothing() {
        for (var harmless :
                List.of(
                        FAILED.formatted("4.4.1", "451 later").replace("failed", "delayed"),
                        FAILED.formatted("2.0.0", "250 fine").replace("failed", "delivered"),
                        report("feedback-report", "Feedback-Type: not-spam\nVersion: 1\n"),
                        "Content-Type: multipart/report; boundary=x\n\n" + "--x\n".repeat(5_000))) {
            receive(path, harmless);
        }

        assertThat(testQueue.events(message)).isEmpty();
    }

    @Test
    void showsReturnedMailAndAutoRepliesWithoutAChangeOfStatus() {
        for (int i = 0; i < 30; i++) {
            receive(path, "Auto-Submitted: auto-replied\nSubject: Away\n\nI am away.\n");
            for (var strange :
                    List.of("Subject: Undelivered\n\nIt came back.\n", "", "\0\0\0", nested(300))) {
                receive(path, strange);
            }
        }

        assertThat(testQueue.events(message))
                .hasSize(10)
                .containsOnly("auto_replied", "returned")
                .startsWith("auto_replied", "returned");
        assertThat(testQueue.status(message)).isEqualTo("delivered");
    }

    @Test
    void doesNotSuppressWhomAnotherMailboxIsMissingFor() {
        receive(
                path,
                FAILED.formatted("5.1.1", "550 5.1.1 no such user")
                        .replace("person@example.com", "other@forward.example"));

        assertThat(testQueue.lastEvent(message, "details")).contains("\"bounceClass\":\"soft\"");
    }

    @Test
    void saysThatNothingWasSaidWithoutClassifyingIt() {
        receive(path, FAILED.formatted("5.1.1", "").replace("Diagnostic-Code: smtp; \n", ""));

        assertThat(testQueue.lastEvent(message, "details")).contains("\"bounceClass\":\"hard\"");
        assertThat(jdbc.queryForObject("select reason from recipient", String.class))
                .isEqualTo("Returned as undeliverable.");
    }

    @Test
    void endsARetryOfWhatWasTakenAfterAll() {
        jdbc.update("update recipient set status = 'queued', lane = 0");

        receive(path, FAILED.formatted("5.2.2", "552 full"));

        assertThat(queue.claim(new HeldClaims(10, Duration.ofMinutes(1)))).isEmpty();
        assertThat(testQueue.status(message)).isEqualTo("bounced");
    }

    private void receive(EmailAddress recipient, String text) {
        returned.receive(
                "", recipient, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static EmailAddress address(String localPart) {
        return EmailAddress.parse(localPart + "@mail.sendyard.example").orElseThrow();
    }

    private static String report(String type, String body) {
        return """
        From: <MAILER-DAEMON@mx.example.com>
        Content-Type: multipart/report; report-type=%s; boundary="b"
        Auto-Submitted: auto-replied

        --b
        Content-Type: text/plain

        Something went wrong.
        --b
        Content-Type: message/%s

        """
                        .formatted(type, type)
                + body
                + "--b--\n";
    }

    private static String nested(int depth) {
        var text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            text.append("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n".formatted(i, i));
        }
        return text.toString();
    }
}
