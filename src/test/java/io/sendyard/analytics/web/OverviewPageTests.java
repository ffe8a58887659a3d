package io.sendyard.analytics.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.SignedDomain;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import io.sendyard.account.Person;
import io.sendyard.analytics.Seeding;
import io.sendyard.server.NewStream;
import io.sendyard.server.Server;
import io.sendyard.server.StreamChanges;
import io.sendyard.server.StreamType;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

@SendyardTest
class OverviewPageTests {

    @Autowired World world;
    @Autowired MockMvcTester mvc;
    @Autowired JdbcTemplate jdbc;
    @Autowired TestClock clock;
    @Autowired StreamChanges streams;
    @Autowired SignedDomain domain;

    @Test
    void tellsAServerWithoutMailHowToBegin() {
        var page = page(world.production(), "");

        assertThat(page)
                .contains("0 of 2 done", "Verify a sender", "Send a first message")
                .contains("http://mail.sendyard.example/v1/send")
                .doesNotContain("id=\"figures\"", "Latest activity", "NaN", "null");
    }

    @Test
    void showsACommandWhoseBodyIsJson() {
        var page = HtmlUtils.htmlUnescape(page(world.production(), ""));
        var body =
                Pattern.compile("--json '([^']*)'")
                        .matcher(page)
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .findFirst()
                        .orElseThrow();

        var json = new JsonMapper().readTree(body);

        assertThat(json.propertyNames()).containsExactly("from", "to", "subject", "text");
        assertThat(json.get("from").asString()).isEqualTo("hello@example.com");
    }

    @Test
    void countsAVerifiedDomainAsASender() {
        domain.add(world.production(), "acme.example");

        assertThat(HtmlUtils.htmlUnescape(page(world.production(), "")))
                .contains("1 of 2 done", "Sender verified", "hello@acme.example may send")
                .containsPattern("\"from\":\\s*\"hello@acme.example\"")
                .doesNotContain("Verify a sender");
    }

    @Test
    void showsWhatBecameOfMail() {
        var server = world.production();
        sent(server, 3_000, Duration.ofDays(2));
        new Seeding(jdbc)
                .waiting(
                        server,
                        world.streams(server).getFirst(),
                        clock.instant().minus(Duration.ofMinutes(3)));

        var page = page(server, "");

        assertThat(page)
                .contains(
                        "1 of 2 done", "First message sent", "Last 24 hours", "Recipients by hour")
                .contains("Bounce rate", "Complaint rate", "Good")
                .contains("Oldest waiting message", "100 are on their way.")
                .contains("Your receipt for order", "Queued", "All activity")
                .contains("/email/servers/" + server.cuid() + "/activity/msg_")
                .doesNotContain("NaN", "null");
        assertThat(page.split("class=\"reach\"", -1)).hasSize(25);
        assertThat(page(server, "?period=7d").split("class=\"reach\"", -1)).hasSize(29);
        assertThat(page(server, "?period=30d"))
                .contains("Last 30 days", "None the 30 days before")
                .contains("<b>2,9");
    }

    @Test
    void saysOfASandboxThatNothingLeft() {
        var server = world.staging();
        new Seeding(jdbc)
                .captured(
                        server,
                        world.streams(server).getFirst(),
                        500,
                        Duration.ofHours(9),
                        clock.instant());

        assertThat(page(server, ""))
                .contains("Captured", "Kept here, all of it", "Nothing leaves")
                .doesNotContain("on a scale of its own", "Bounced, ");
    }

    @Test
    void answersTheSwitchOfThePeriodWithTheFiguresAlone() {
        sent(world.production(), 100, Duration.ofDays(2));
        var answer =
                mvc.get()
                        .uri("/email/servers/" + world.production().cuid() + "?period=7d")
                        .header("HX-Request", "true")
                        .header("HX-Target", "figures")
                        .with(world.browserOf(world.ada()))
                        .exchange();

        assertThat(answer)
                .hasStatusOk()
                .bodyText()
                .startsWith("<section class=\"section\" id=\"figures\"")
                .contains("aria-current=\"true\">7 days", "?period=30d")
                .doesNotContain("<main", "Server token");
    }

    @Test
    void showsAMemberNoTokenAndNoSettings() {
        assertThat(page(world.ben(), world.production(), ""))
                .contains("Send a first message")
                .doesNotContain("id=\"token\"", "Add a sender");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?period=1y", "?period=%3Cscript%3E"})
    void refusesAPeriodThatIsNone(String query) {
        assertThat(
                        mvc.get()
                                .uri("/email/servers/" + world.production().cuid() + query)
                                .with(world.browserOf(world.ada())))
                .hasStatus(422);
    }

    @Test
    void showsHostileSubjectsStreamsAndRecipientsAsText() {
        var server = world.production();
        var hostile = "<img src=x onerror=alert(1)>[[${7*7}]]";
        var stream = streams.open(server, new NewStream(hostile, StreamType.BROADCAST, hostile));
        new Seeding(jdbc).sent(server, stream, 100, Duration.ofHours(3), clock.instant());
        jdbc.update("update message set subject = ?, to_addresses = ?", hostile, hostile);

        var page = page(server, "");

        assertThat(page).doesNotContain("<img src=x");
        assertThat(HtmlUtils.htmlUnescape(page).split(Pattern.quote(hostile), -1))
                .hasSizeGreaterThan(15);
    }

    @Test
    void listsServersWithTheirLastDay() {
        sent(world.production(), 1_000, Duration.ofHours(20));
        new Seeding(jdbc)
                .captured(
                        world.staging(),
                        world.streams(world.staging()).getFirst(),
                        200,
                        Duration.ofHours(5),
                        clock.instant());
        world.server(world.acme(), "Quiet", null, io.sendyard.server.Mode.LIVE);
        var old = world.server(world.acme(), "Old", null, io.sendyard.server.Mode.LIVE);
        new Seeding(jdbc)
                .sent(
                        old,
                        world.streams(old).getFirst(),
                        100,
                        Duration.ofHours(5),
                        clock.instant().minus(Duration.ofDays(90)));

        var page = list();

        assertThat(page)
                .contains("<b>999</b>", "0.40\u00a0%", "4 bounced")
                .contains("<b>200</b><small>captured</small>")
                .contains("No mail yet")
                .doesNotContain("NaN", "null");
        assertThat(page.split("<path", -1)).hasSize(5);
        assertThat(page.split("No mail yet", -1)).hasSize(2);
        assertThat(page.split("<time", -1)).hasSize(4);
    }

    @Test
    void warnsOfBouncesInTheList() {
        sent(world.production(), 100, Duration.ofHours(2));

        assertThat(list()).contains("4.04\u00a0%", "Too high, above 4\u00a0%", "#alert");
    }

    private void sent(Server server, int messages, Duration time) {
        new Seeding(jdbc)
                .sent(
                        server,
                        world.streams(server).getFirst(),
                        messages,
                        time,
                        clock.instant().minus(Duration.ofMinutes(5)));
    }

    private String page(Server server, String query) {
        return page(world.ada(), server, query);
    }

    private String page(Person person, Server server, String query) {
        return text("/email/servers/" + server.cuid() + query, person);
    }

    private String list() {
        return text("/email/servers", world.ada());
    }

    private String text(String path, Person person) {
        var answer = mvc.get().uri(path).with(world.browserOf(person)).exchange();
        assertThat(answer).hasStatusOk();
        try {
            return answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
