package io.sendyard.message.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Mail;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.core.MessageId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.util.HtmlUtils;

/** One message as a page, its preview, and what can be downloaded of it. */
@SendyardTest
class MessagesTests {

    private static final String CONTENT =
            """
            From: Shop <shop@acme.example>
            Cc: Books <books@acme.example>
            Reply-To: accounts@acme.example
            Subject: Invoice
            Content-Type: multipart/mixed; boundary=m

            --m
            Content-Type: text/html

            <h1>Invoice</h1><script>alert(1)</script><img src="https://tracker.example/p.gif"><form action=x><input></form>
            --m
            Content-Type: text/html; name="../../evil\\u202egpj.html"
            Content-Disposition: attachment; filename="../a\\"b;\\u202egpj.html"

            <script>alert(document.domain)</script>
            --m--
            """;

    @Autowired World world;
    @Autowired Mail mail;
    @Autowired MockMvcTester mvc;

    @Test
    void tellsWhatHappened() {
        var id =
                mail.of(world.production())
                        .subject("Invoice 2025-0711 is ready")
                        .tag("invoice")
                        .metadata("{\"order\": \"20411\"}")
                        .content(CONTENT)
                        .save();
        mail.event(
                id,
                "deferred",
                Instant.now(),
                "{\"replyCode\":451,\"enhancedCode\":\"4.7.1\",\"text\":\"451 4.7.1 Greylisted\",\"remoteHost\":\"mx1.stadtwerke.example\",\"attempt\":1}",
                "0 S 220 mx1.stadtwerke.example ESMTP\n31 C EHLO out1\nS 250 SIZE");
        mail.event(
                id,
                "delivered",
                Instant.now(),
                "{\"replyCode\":250,\"remoteHost\":\"mx1.stadtwerke.example\",\"remoteAddress\":\"203.0.113.25\",\"tls\":\"TLSv1.3\",\"durationMillis\":642,\"attempt\":2}",
                null);

        assertThat(page(id, ""))
                .contains("Invoice 2025-0711 is ready", "order=20411", "accounts@acme.example")
                .contains("<dt>Cc</dt><dd><bdi>Books <books@acme.example></bdi></dd>")
                .contains("Accepted", "Through the API, ")
                .contains("Attempt 1 deferred")
                .contains("mx1.stadtwerke.example asked to come back later: 451 4.7.1 Greylisted")
                .contains(
                        "Attempt 2 delivered",
                        "mx1.stadtwerke.example, 203.0.113.25, TLS 1.3, in 642 ms")
                .contains("<td>31</td><td>C</td><td>EHLO out1</td>", "<td></td><td>S</td>")
                .contains("1 remote picture is blocked", "Resend");
    }

    @Test
    void tellsEachRecipientsState() {
        var id =
                mail.of(world.production())
                        .to("a@x.example", "b@x.example")
                        .status("bounced")
                        .save();
        mail.event(
                id,
                "bounced",
                Instant.now(),
                "{\"replyCode\":550,\"enhancedCode\":\"5.1.1\",\"text\":\"No such user.\",\"remoteHost\":\"mx.x.example\",\"attempt\":1,\"bounceClass\":\"hard\"}",
                null);

        assertThat(page(id, ""))
                .contains(
                        "Recipients",
                        "b@x.example",
                        "<td data-label=\"Field\">To</td>",
                        "mx.x.example refused it: 550 5.1.1 No such user.")
                .doesNotContain("No such user..")
                .contains("The address does not exist.", "For <bdi>a@x.example</bdi>")
                .contains("The content of this message is no longer kept.")
                .contains("so it can’t be sent again.");
    }

    @Test
    void showsWhatItDoesNotKnow() {
        var id = mail.of(world.production()).subject("").status("failed").save();
        mail.event(id, "failed", Instant.now(), "{}", "a conversation in no form");
        mail.event(id, "delivered", Instant.now(), "{}", null);

        assertThat(page(id, "")).contains("No subject", "a conversation in no form");
    }

    @ParameterizedTest
    @CsvSource({
        "html, <iframe",
        "text, This message has no plain text.",
        "headers, <dt>Reply-To</dt>",
        "raw, Content-Type: multipart/mixed",
        "attachments, '<ul class=\"files\"'"
    })
    void showsEachViewAtAnAddressOfItsOwn(String view, String shown) {
        var id = mail.of(world.production()).content(CONTENT).save();

        assertThat(page(id, "?view=" + view)).contains(shown).contains("<h1>");
    }

    @Test
    void walledTheHtmlIn() {
        var id = mail.of(world.production()).content(CONTENT).save();
        var answer = get(id, "/preview");

        assertThat(answer).hasStatusOk().hasContentType("text/html;charset=UTF-8");
        assertThat(header(answer, "Content-Security-Policy"))
                .isEqualTo(
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("SAMEORIGIN");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Cache-Control")).contains("no-store");
        assertThat(text(answer))
                .contains("Invoice")
                .doesNotContain("script", "tracker", "form", "input");
    }

    @Test
    void letsPicturesInOnlyWhereTheyAreAskedFor() {
        var id = mail.of(world.production()).content(CONTENT).save();

        assertThat(page(id, "?view=html&pictures=load")).contains("preview?pictures=load");
        assertThat(text(get(id, "/preview?pictures=load")))
                .contains("https://tracker.example/p.gif");
        assertThat(header(get(id, "/preview?pictures=load"), "Content-Security-Policy"))
                .contains("img-src data: https:;", "default-src 'none'", "sandbox");
        for (var other : List.of("", "LOAD", "yes")) {
            var answer = get(id, "/preview?pictures=" + other);
            assertThat(header(answer, "Content-Security-Policy")).doesNotContain("https:");
            assertThat(text(answer)).doesNotContain("tracker");
        }
        assertThat(header(get(id, ""), "Content-Security-Policy"))
                .contains("frame-ancestors 'none'", "default-src 'self'");
        assertThat(header(get(id, ""), "X-Frame-Options")).isEqualTo("DENY");
    }

    @Test
    void handsFilesOutAsNothingButFiles() {
        var id = mail.of(world.production()).content(CONTENT).save();

        for (var path : List.of("/raw", "/attachment?number=1")) {
            var answer = get(id, path);
            assertThat(answer).hasStatusOk().hasContentType("application/octet-stream");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Content-Disposition"))
                    .startsWith("attachment; filename")
                    .doesNotContain("/", "\\u202e", "\r", "\n", "%2F", "..%");
        }
        assertThat(text(get(id, "/raw"))).isEqualTo(CONTENT.replace("\n", "\r\n"));
        assertThat(text(get(id, "/attachment?number=1"))).contains("alert(document.domain)");
        for (var number : List.of("0", "2", "-1", "2147483647")) {
            assertThat(get(id, "/attachment?number=" + number)).hasStatus(HttpStatus.NOT_FOUND);
        }
        assertThat(get(id, "/attachment?number=x")).hasStatus4xxClientError();
    }

    @ParameterizedTest
    @CsvSource({
        "queued, still on its way",
        "deferred, still on its way",
        "rejected, suppression list"
    })
    void saysWhyItCantBeSentAgain(String status, String why) {
        var id = mail.of(world.production()).status(status).content(CONTENT).save();

        assertThat(page(id, "")).contains(why).doesNotContain("/resending");
        var path = "/email/servers/%s/activity/%s".formatted(world.production().cuid(), id);
        assertThat(mvc.post().uri(path + "/resending").with(world.browserOf(world.ada())))
                .hasStatus(HttpStatus.SEE_OTHER)
                .hasRedirectedUrl(path)
                .flash()
                .hasEntrySatisfying("trouble", said -> assertThat((String) said).contains(why));
    }

    @Test
    void isNotFoundOnAnotherServer() {
        var id = mail.of(world.staging()).content(CONTENT).save();

        for (var path : List.of("", "/preview", "/raw", "/attachment?number=1")) {
            assertThat(get(id, path)).hasStatus(HttpStatus.NOT_FOUND);
        }
        assertThat(get(MessageId.fresh(), "")).hasStatus(HttpStatus.NOT_FOUND);
    }

    private String page(MessageId id, String question) {
        var answer = get(id, question);
        assertThat(answer).hasStatusOk();
        return HtmlUtils.htmlUnescape(text(answer));
    }

    private MvcTestResult get(MessageId id, String path) {
        return mvc.get()
                .uri(
                        java.net.URI.create(
                                "/email/servers/%s/activity/%s%s"
                                        .formatted(world.production().cuid(), id, path)))
                .with(world.browserOf(world.ada()))
                .exchange();
    }

    private static String header(MvcTestResult answer, String name) {
        return String.valueOf(answer.getResponse().getHeader(name));
    }

    private static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
