package io.sendyard.message.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Mail;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Changes in the log while it is being viewed. */
@SendyardTest
class LiveTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired World world;
    @Autowired Mail mail;
    @Autowired MockMvcTester mvc;

    @Test
    void tellsOfNewerMessagesAndOfStatesThatChange() {
        var shown =
                mail.of(world.production())
                        .status("queued")
                        .at(Instant.now().minusSeconds(9))
                        .save();
        mail.of(world.globexServer()).save();
        var events = live("?first=true&shown=" + shown);

        hears(events, "event:newer\ndata:0");
        assertThat(heard(events)).contains("event:states", "\"id\":\"" + shown + "\"", "Queued");
        mail.become(shown, "bounced");
        mail.of(world.production()).save();
        mail.of(world.production()).save();
        hears(events, "event:newer\ndata:2");
        hears(events, "\"label\":\"Bounced\"");
    }

    @Test
    void countsOnlyWhatTheFiltersLeave() {
        mail.of(world.production()).status("bounced").save();
        mail.of(world.production()).save();

        hears(live("?first=true&state=bounced"), "event:newer\ndata:1");
    }

    @Test
    void tellsNothingOfOthersRows() {
        var theirs = mail.of(world.globexServer()).save();
        var events = live("?first=true&shown=" + theirs);

        hears(events, "event:newer");
        assertThat(heard(events)).doesNotContain("states", "Delivered");
        assertThat(
                        mvc.get()
                                .uri(
                                        "/email/servers/%s/activity/live"
                                                .formatted(world.globexServer().cuid()))
                                .with(world.browserOf(world.ada())))
                .hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void readsNothingThatIsNoId() {
        assertThat(
                        mvc.get()
                                .uri(
                                        "/email/servers/%s/activity/live?shown=x"
                                                .formatted(world.production().cuid()))
                                .with(world.browserOf(world.ada())))
                .hasStatus(HttpStatus.NOT_FOUND);
    }

    private MvcTestResult live(String question) {
        var events =
                mvc.get()
                        .uri(
                                "/email/servers/%s/activity/live%s"
                                        .formatted(world.production().cuid(), question))
                        .with(world.browserOf(world.ada()))
                        .asyncExchange();
        assertThat(events).hasContentTypeCompatibleWith("text/event-stream");
        return events;
    }

    private static void hears(MvcTestResult events, String words) {
        var end = Instant.now().plus(PATIENCE);
        while (!heard(events).contains(words) && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(heard(events)).contains(words);
    }

    private static String heard(MvcTestResult events) {
        return new String(events.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
