package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import io.sendyard.core.EmailAddress;
import io.sendyard.message.Lane;
import io.sendyard.server.ServerChange;
import io.sendyard.server.SuppressionSettings;
import io.sendyard.suppression.SuppressionList;
import io.sendyard.suppression.SuppressionReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who is not mailed again after a bounce or a complaint, and who is. */
@SendyardTest
class AutoSuppressionTests {

    private static final String PERSON = "person@example.com";

    @Autowired World world;
    @Autowired BounceIntake returned;
    @Autowired ReturnPaths paths;
    @Autowired Queue queue;
    @Autowired SuppressionList suppressions;
    @Autowired ServerChange changes;
    @Autowired JdbcTemplate jdbc;
    @Autowired TestClock clock;

    EmailAddress path;

    @BeforeEach
    void deliverOne() {
        new TestQueue(jdbc, clock).mail(world.production(), Lane.TRANSACTIONAL, PERSON);
        var claim = queue.claim(new HeldClaims(10, Duration.ofMinutes(1))).getFirst();
        var localPart = paths.localPart(claim.recipientId(), claim.giveUpAt());
        path = EmailAddress.parse(localPart + "@mail.sendyard.example").orElseThrow();
        jdbc.update("update recipient set status = 'delivered', lane = null, attempts = 1");
        jdbc.update("update message set status = 'delivered'");
    }

    @Test
    void aHardBounceIsNotMailedAgain() {
        bounce("5.1.1", "550 5.1.1 no such user");

        assertThat(suppressed()).containsExactly(Map.entry(PERSON, SuppressionReason.BOUNCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.7.1", "5.2.2", "5.3.4", "4.2.2"})
    void noOtherRefusalSuppresses(String status) {
        bounce(status, "550 %s not today".formatted(status));

        assertThat(suppressed()).isEmpty();
    }

    @Test
    void aComplaintIsNotMailedAgain() {
        complain();

        assertThat(suppressed()).containsExactly(Map.entry(PERSON, SuppressionReason.COMPLAINT));
        assertThat(jdbc.queryForList("select status from recipient", String.class))
                .containsExactly("complained");
    }

    @Test
    void anOptOutUnsubscribesWithoutAComplaint() {
        feedback("opt-out");

        assertThat(suppressed()).containsExactly(Map.entry(PERSON, SuppressionReason.UNSUBSCRIBE));
        assertThat(jdbc.queryForList("select type from message_event", String.class)).isEmpty();
    }

    @Test
    void aNeedlesslyQuotedReturnPathIsTheSame() {
        path = EmailAddress.parse("\"" + path.localPart() + "\"@" + path.domain()).orElseThrow();
        bounce("5.1.1", "550 5.1.1 no such user");

        assertThat(suppressed()).hasSize(1);
    }

    @Test
    void offMeansOff() {
        changes.change(world.production(), now -> now.with(new SuppressionSettings(false, true)));
        bounce("5.1.1", "550 5.1.1 no such user");
        assertThat(suppressed()).isEmpty();

        changes.change(world.production(), now -> now.with(new SuppressionSettings(true, false)));
        jdbc.update("update recipient set status = 'delivered'");
        complain();
        assertThat(suppressed()).isEmpty();
        assertThat(jdbc.queryForList("select type from message_event", String.class))
                .containsExactlyInAnyOrder("bounced", "complained");
    }

    @Test
    void aForgedReportSuppressesNobody() {
        path = EmailAddress.parse("bounces+0000@mail.sendyard.example").orElseThrow();
        bounce("5.1.1", "550 5.1.1 no such user");
        complain();

        assertThat(suppressed()).isEmpty();
        assertThat(jdbc.queryForList("select type from message_event", String.class)).isEmpty();
    }

    private Map<String, SuppressionReason> suppressed() {
        var server = world.production();
        var stream = world.streams(server).getFirst();
        return suppressions.among(server.id(), stream.id(), List.of(PERSON));
    }

    private void bounce(String status, String reply) {
        report(
                "delivery-status",
                """
                Reporting-MTA: dns; mx.example.com

                Final-Recipient: rfc822; %s
                Action: failed
                Status: %s
                Diagnostic-Code: smtp; %s
                """
                        .formatted(PERSON, status, reply));
    }

    private void complain() {
        feedback("abuse");
    }

    private void feedback(String type) {
        report(
                "feedback-report",
                """
                Feedback-Type: %s
                User-Agent: Somebody/1.0
                Version: 1
                """
                        .formatted(type));
    }

    private void report(String type, String body) {
        var text =
                """
                From: <MAILER-DAEMON@mx.example.com>
                Content-Type: multipart/report; report-type=%s; boundary="b"

                --b
                Content-Type: text/plain

                Something went wrong.
                --b
                Content-Type: message/%s

                %s
                --b--
                """
                        .formatted(type, type, body)
                        .replace("\n", "\r\n");
        returned.receive("", path, text.getBytes(StandardCharsets.UTF_8));
    }
}
