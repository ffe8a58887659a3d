package io.sendyard.suppression.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.account.Person;
import io.sendyard.core.Cuid;
import io.sendyard.server.Stream;
import io.sendyard.suppression.SuppressionReason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.util.HtmlUtils;

@SendyardTest
class SuppressionsControllerTests {

    private static final Pattern OLDER = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");
    private static final Pattern NEWER = Pattern.compile("rel=\"prev\" href=\"([^\"]+)\"");

    @Autowired World world;
    @Autowired MockMvcTester mvc;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    @Test
    void showsWhoIsNotMailedAndWhy() {
        world.suppression(stream(1), "ann@example.com", "Asked <b>us</b>");
        world.imported(world.production(), "x.csv", utf8("gone@example.com,bounce"));

        assertThat(page(world.ada(), ""))
                .hasStatusOk()
                .bodyText()
                .contains("ann@example.com", "Asked &lt;b&gt;us&lt;/b&gt;", "Added by hand")
                .contains("Broadcast", "gone@example.com", "Bounced", "All streams", "By import")
                .contains("All 2 addresses")
                .doesNotContain("Nobody is suppressed", "rel=\"next\"", "class=\"chips\"");
        assertThat(page(world.ben(), ""))
                .bodyText()
                .contains("gone@example.com", "Export CSV")
                .doesNotContain("Remove", "Add address", "imports/new");
    }

    @Test
    void saysWhatWillBeHereWhereThereIsNothing() {
        assertThat(page(world.ada(), "")).bodyText().contains("Nobody is suppressed.");
        assertThat(page(world.ada(), "?email=ann"))
                .bodyText()
                .contains("No address matches.", "class=\"chips\"");
    }

    @Test
    void filtersAndTellsItByChips() {
        world.suppression(stream(1), "ann@example.com", null);
        world.suppression(stream(1), "bob@example.com", null);

        assertThat(page(world.ada(), "?email=ANN&reason=MANUAL"))
                .bodyText()
                .contains("ann@example.com", "<b>ANN</b>", "<b>Added by hand</b>", "Clear all")
                .contains("suppressions?reason=MANUAL\"", "suppressions?email=ANN\"")
                .contains("/export?email=ANN&amp;reason=MANUAL\"")
                .doesNotContain("bob@example.com");
        assertThat(page(world.ada(), "?reason=Nonsense"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(page(world.ada(), "?email=%3Cimg%20src=x%3E&reason="))
                .hasStatusOk()
                .bodyText()
                .contains("<b>&lt;img src=x&gt;</b>")
                .doesNotContain("<img src=x");
        assertThat(
                        mvc.get()
                                .uri(home() + "?email=ann")
                                .header("HX-Request", "true")
                                .header("HX-Target", "list")
                                .with(world.browserOf(world.ada())))
                .bodyText()
                .startsWith("<div id=\"list\"")
                .doesNotContain("<html");
    }

    @Test
    void walksThroughPagesAndBack() {
        var csv =
                IntStream.range(0, 1_150)
                        .mapToObj("p%d@example.com\n"::formatted)
                        .collect(Collectors.joining());
        world.imported(world.production(), "x.csv", utf8(csv));

        var first = text(page(world.ada(), ""));
        var second = text(get(link(OLDER, first)));
        assertThat(first).contains("p1149@", "p1100@").doesNotContain("p1099@", "rel=\"prev\"");
        assertThat(second).contains("p1099@", "p1050@").doesNotContain("p1100@", "p1049@");
        assertThat(text(get(link(NEWER, second)))).contains("p1149@").doesNotContain("p1099@");
        assertThat(first).doesNotContain("1,150", ">1150<", " 1150 ");

        var filtered = text(page(world.ada(), "?email=p1&reason=MANUAL"));
        assertThat(text(get(link(OLDER, filtered)))).contains("p1").contains("<b>p1</b>");
        assertThat(page(world.ada(), "?after=" + Cuid.fresh())).hasStatusOk();
        assertThat(page(world.ada(), "?before=nonsense"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @Test
    void addsAnAddress() {
        var visitor = signedIn();
        var added =
                visitor.submit(
                        home(),
                        Map.of(
                                "email", "Ann@example.com",
                                "reason", "MANUAL",
                                "note", "Asked us",
                                "streamId", stream(1).cuid().value()));

        assertThat(added.statusCode()).isEqualTo(303);
        assertThat(row())
                .containsEntry("stream_id", stream(1).id())
                .containsEntry("origin", "person")
                .containsEntry("note", "Asked us");
        assertThat(visitor.get(home()).body()).contains("Ann@example.com is not mailed any more.");
        var again =
                visitor.submit(
                        home(),
                        Map.of("email", "ann@example.com", "streamId", stream(1).cuid().value()));
        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(visitor.get(home()).body()).contains("was on the list already.");
        visitor.submit(home(), Map.of("email", "bob@example.com", "streamId", ""));
        assertThat(visitor.get(home()).body()).contains("bob@example.com", "All streams");
    }

    @Test
    void showsTheFormAgainWithWhatWasTyped() {
        var answer =
                signedIn()
                        .submit(
                                home(),
                                Map.of(
                                        "email", "\"><svg onload=alert(1)>",
                                        "reason", "UNSUBSCRIBE",
                                        "streamId", stream(1).cuid().value()));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("This is not an e-mail address.", "id=\"email-error\"")
                .contains("value=\"UNSUBSCRIBE\" selected", stream(1).cuid() + "\" selected")
                .doesNotContain("<svg onload");
        assertThat(signedIn().submit(home(), Map.of("email", "a@b.example", "reason", "x")))
                .satisfies(bad -> {
                    assertThat(bad.statusCode()).isEqualTo(422);
                    assertThat(bad.body()).doesNotContain("java.", "io.sendyard");
                });
    }

    @ParameterizedTest
    @EnumSource(SuppressionReason.class)
    void removesWithTheWarningThatFitsTheReason(SuppressionReason reason) {
        world.imported(world.production(), "x.csv", utf8("ann@example.com," + reason.key()));
        var removal = home() + "/" + row().get("cuid") + "/removal";
        var visitor = signedIn();

        assertThat(HtmlUtils.htmlUnescape(visitor.get(removal).body()))
                .contains("Remove ann@example.com", reason.warning());
        assertThat(visitor.submitWithoutToken(removal, Map.of()).statusCode()).isEqualTo(403);
        assertThat(visitor.submit(removal, Map.of()).statusCode()).isEqualTo(303);
        assertThat(visitor.get(home()).body()).contains("ann@example.com can be mailed again.");
        assertThat(visitor.submit(removal, Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void exportsWhatThePageShows() {
        world.suppression(stream(1), "=ann@example.com", "=1+1");
        world.suppression(stream(1), "bob@example.com", null);
        var file = signedIn().get(home() + "/export?email=ann");

        assertThat(file.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .isEqualTo("attachment; filename=\"suppressions.csv\"");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(file.body())
                .contains("\"'=ann@example.com\",MANUAL,broadcast,person,\"'=1+1\",")
                .doesNotContain("bob@");
    }

    private Visitor signedIn() {
        return signedIn(world.ada());
    }

    private Visitor signedIn(Person person) {
        var visitor = Visitor.at(port);
        visitor.signIn(person.email());
        return visitor;
    }

    private Map<String, Object> row() {
        return jdbc.sql("select * from suppression").query().singleRow();
    }

    private MvcTestResult page(Person person, String query) {
        return mvc.get()
                .uri(java.net.URI.create(home() + query))
                .with(world.browserOf(person))
                .exchange();
    }

    private MvcTestResult get(String path) {
        return mvc.get()
                .uri(java.net.URI.create(path))
                .with(world.browserOf(world.ada()))
                .exchange();
    }

    private String home() {
        return "/email/servers/%s/suppressions".formatted(world.production().cuid());
    }

    private Stream stream(int number) {
        return world.streams(world.production()).get(number);
    }

    private static String text(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static String link(Pattern pattern, String page) {
        var match = pattern.matcher(page);
        assertThat(match.find()).isTrue();
        return HtmlUtils.htmlUnescape(match.group(1));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
