package io.sendyard.message.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Mail;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.account.Role;
import io.sendyard.core.MessageId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.util.HtmlUtils;

/** The log of a server's messages as a page and as a file. */
@SendyardTest
class ActivityTests {

    private static final Pattern SUBJECT = Pattern.compile("class=\"row\"[^>]*><bdi>([^<]*)<");
    private static final Pattern LINK = Pattern.compile("rel=\"(next|prev)\" href=\"([^\"]*)\"");

    @Autowired World world;
    @Autowired Mail mail;
    @Autowired MockMvcTester mvc;

    @Test
    void showsAReadyCommandWhereThereIsNoMail() {
        assertThat(page(""))
                .contains("No mail yet", "http://mail.sendyard.example/v1/send", "$SENDYARD_TOKEN")
                .contains("mail.sendyard.example</code>");
    }

    @Test
    void showsNewestFirstWithStatusRecipientAndTag() {
        mail.of(world.production()).subject("First").save();
        mail.of(world.production())
                .subject("Second")
                .status("deferred")
                .to("a@x.example", "b@x.example", "c@x.example")
                .tag("invoice")
                .save();

        assertThat(subjects("")).containsExactly("Second", "First");
        assertThat(page("")).contains("Deferred", "a@x.example", " and 2 more", "invoice");
    }

    @Test
    void goesThroughAThousandMessagesAPageAtATimeAndBack() {
        var start = Instant.now().minus(Duration.ofHours(1));
        IntStream.range(0, 120)
                .forEach(i ->
                        mail.of(world.production())
                                .subject("No " + i)
                                .at(start.plusSeconds(i))
                                .save());
        var seen = new ArrayList<String>();
        var first = page("");
        var second = follow(first, "next");
        var third = follow(second, "next");
        List.of(first, second, third).forEach(page -> seen.addAll(subjects(SUBJECT, page)));

        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.range(0, 120).mapToObj(i -> "No " + (119 - i)).toList());
        assertThat(link(third, "next")).isNull();
        assertThat(subjects(SUBJECT, follow(third, "prev"))).isEqualTo(subjects(SUBJECT, second));
        assertThat(subjects(SUBJECT, follow(follow(third, "prev"), "prev")))
                .isEqualTo(subjects(SUBJECT, first));
        assertThat(link(first, "prev")).isNull();
    }

    @Test
    void filtersByEachThingAndByAllAtOnce() {
        var streams = world.streams(world.production());
        var yesterday = Instant.now().minus(Duration.ofDays(1));
        mail.of(world.production()).subject("plain").save();
        mail.of(world.production())
                .subject("Invoice für Ämter")
                .to("Jane.Doe@Example.com", "second@example.com")
                .by(streams.get(1))
                .status("bounced")
                .tag("billing")
                .at(yesterday)
                .save();
        mail.of(world.production()).subject("waits").status("deferred").save();
        mail.of(world.production()).subject("waits too").status("queued").save();
        var slug = streams.get(1).slug();
        var day = yesterday.toString().substring(0, 10);

        var invoice = "Invoice für Ämter";
        assertThat(subjects("?state=bounced")).containsExactly(invoice);
        assertThat(subjects("?state=deferred")).containsExactly("waits");
        assertThat(subjects("?state=queued")).containsExactly("waits too");
        assertThat(subjects("?stream=" + slug)).containsExactly(invoice);
        assertThat(subjects("?tag=billing")).containsExactly(invoice);
        assertThat(subjects("?from=" + day + "&to=" + day)).containsExactly(invoice);
        assertThat(page("?from=" + day + "&to=" + day)).contains(">Period</span>");
        assertThat(subjects("?q=jane.doe@example.com")).containsExactly(invoice);
        assertThat(subjects("?q=SECOND@example.com")).containsExactly(invoice);
        assertThat(subjects("?q=doe@exam")).containsExactly(invoice);
        assertThat(subjects("?q=@example.com")).containsExactly(invoice);
        assertThat(subjects("?q=INVOICE")).containsExactly(invoice);
        assertThat(subjects("?q=Ämter")).containsExactly(invoice);
        assertThat(subjects("?q=ämter")).containsExactly(invoice);
        assertThat(subjects("?q=waits")).containsExactly("waits too", "waits");
        assertThat(subjects("?q=%25")).isEmpty();
        assertThat(subjects("?q=_laus")).isEmpty();
        assertThat(subjects("?state=delivered&stream=" + slug)).isEmpty();
        assertThat(
                        subjects(
                                "?q=jane.doe@example.com&state=bounced&tag=billing&stream=%s&from=%s&to=%s"
                                        .formatted(slug, day, day)))
                .containsExactly(invoice);
        assertThat(subjects("?q=jane.doe@example.com&state=delivered")).isEmpty();
        assertThat(page("?state=complained")).contains("No message matches.", "Clear all");
    }

    @Test
    void leadsFromAMessageIdToTheMessage() {
        var id = mail.of(world.production()).save();

        assertThat(get("?q=" + id))
                .hasStatus(HttpStatus.FOUND.value() + 1)
                .hasRedirectedUrl(
                        "/email/servers/%s/activity/%s".formatted(world.production().cuid(), id));
        assertThat(page("?q=" + MessageId.fresh())).contains("No message matches.");
        assertThat(page("?q=msg_nonsense")).contains("No message matches.");
    }

    @Test
    void hidesOtherServersMessages() {
        var theirs = mail.of(world.globexServer()).subject("Secret").save();
        mail.of(world.staging()).subject("Elsewhere").save();
        var own = mail.of(world.production()).subject("Own").save();

        assertThat(subjects("")).containsExactly("Own");
        assertThat(page("?q=" + theirs)).contains("No message matches.");
        assertThat(subjects("?before=" + theirs)).doesNotContain("Secret", "Elsewhere");
        assertThat(subjects("?q=grace@navy.example")).containsExactly("Own");
        assertThat(jump(theirs.toString())).contains("Nothing found").doesNotContain("Secret");
        assertThat(jump(own.toString())).contains("Own", "Message of Production");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?q=a%00b",
                "?tag=a%00b",
                "?stream=a%00b",
                "?q=%F0%9F%9A%80",
                "?q='%22;--",
                "?stream=nothing",
                "?from=0000-01-01&to=9999-12-31",
                "?from=+999999-01-01",
                "?q=%5C%25",
            })
    void takesAnyQuestion(String question) {
        mail.of(world.production()).save();

        assertThat(get(question)).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?state=lost", "?from=yesterday", "?before=msg_x", "?after=1"})
    void saysThatAQuestionIsNone(String question) {
        assertThat(get(question)).hasStatus4xxClientError();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>",
                "</title><script>alert(1)</script>",
                "[[${1111111*1111111}]]",
                "__${1111111*1111111}__",
                "=cmd|' /C calc'!A0",
            })
    void showsHostileTextAsText(String text) {
        var id =
                mail.of(world.production())
                        .subject(text)
                        .from(text)
                        .tag(text)
                        .metadata("{\"a\": \"<b>\"}")
                        .to("\"<script>\"@x.example")
                        .content("From: a@b.example\nSubject: " + text + "\n\n" + text)
                        .save();

        for (var path :
                List.of(
                        "",
                        "?tag=x&q=y",
                        "/" + id,
                        "/" + id + "?view=text",
                        "/" + id + "?view=headers",
                        "/" + id + "?view=raw")) {
            var page = page(path);
            assertThat(page)
                    .doesNotContain(
                            "1234565432321", "<script>alert", "<img src=x", "\"<script>\"@");
        }
        assertThat(HtmlUtils.htmlUnescape(page(""))).contains(text);
    }

    @Test
    void letsViewersReadOnly() {
        var viewer = world.person(world.acme(), "Vic", "vic@acme.example", Role.VIEWER);
        var id = mail.of(world.production()).content("Subject: x\n\ny").save();
        var path = "/email/servers/%s/activity".formatted(world.production().cuid());

        assertThat(mvc.get().uri(path + "/" + id).with(world.browserOf(viewer)))
                .hasStatusOk()
                .bodyText()
                .doesNotContain("Resend");
        for (var post : List.of("/test", "/" + id + "/resending")) {
            assertThat(mvc.post().uri(path + post).with(world.browserOf(viewer)))
                    .hasStatus(HttpStatus.FORBIDDEN);
        }
        assertThat(mvc.get().uri(path + "/test").with(world.browserOf(world.ben())))
                .hasStatusOk()
                .bodyText()
                .contains("ben@acme.example");
    }

    private List<String> subjects(String question) {
        return subjects(SUBJECT, page(question));
    }

    private static List<String> subjects(Pattern pattern, String page) {
        return pattern.matcher(page)
                .results()
                .map((MatchResult match) -> HtmlUtils.htmlUnescape(match.group(1)))
                .toList();
    }

    private String follow(String page, String rel) {
        return text(
                mvc.get()
                        .uri(java.net.URI.create(String.valueOf(link(page, rel))))
                        .with(world.browserOf(world.ada()))
                        .exchange());
    }

    private static @org.jspecify.annotations.Nullable String link(String page, String rel) {
        return LINK.matcher(page)
                .results()
                .filter(match -> match.group(1).equals(rel))
                .map((MatchResult match) -> HtmlUtils.htmlUnescape(match.group(2)))
                .findAny()
                .orElse(null);
    }

    private String jump(String typed) {
        return text(
                mvc.get()
                        .uri("/jump")
                        .param("q", typed)
                        .with(world.browserOf(world.ada()))
                        .exchange());
    }

    private String page(String question) {
        var answer = get(question);
        assertThat(answer).hasStatusOk();
        return text(answer);
    }

    private org.springframework.test.web.servlet.assertj.MvcTestResult get(String question) {
        var path = "/email/servers/%s/activity%s".formatted(world.production().cuid(), question);
        return mvc.get()
                .uri(java.net.URI.create(path.replace("Ä", "%C3%84").replace(" ", "%20")))
                .with(world.browserOf(world.ada()))
                .exchange();
    }

    private static String text(org.springframework.test.web.servlet.assertj.MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
