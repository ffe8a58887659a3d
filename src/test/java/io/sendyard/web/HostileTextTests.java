package io.sendyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Mail;
import io.sendyard.Routes;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.account.AccessTokenIssue;
import io.sendyard.apikey.KeyIssue;
import io.sendyard.apikey.KeyType;
import io.sendyard.apikey.NewKey;
import io.sendyard.sender.IdentityType;
import io.sendyard.sender.NewSender;
import io.sendyard.sender.SenderCreation;
import io.sendyard.server.Mode;
import io.sendyard.server.NewStream;
import io.sendyard.server.StreamChanges;
import io.sendyard.server.StreamType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.HtmlUtils;

/**
 * Names that are programs elsewhere, on every page that shows a name. Rendering asks no database.
 */
@SendyardTest
@Tag("rendering")
class HostileTextTests {

    private static final List<String> ALONE =
            List.of(
                    "<img src=x onerror=alert(1)>",
                    "</title><script>alert(1)</script>",
                    "\"><svg onload=alert(1)>",
                    "' onfocus='alert(1)",
                    "[[${1111111*1111111}]]",
                    "[(${1111111*1111111})]",
                    "__${1111111*1111111}__",
                    "${1111111*1111111}",
                    "~{layouts/page :: page}",
                    "{{constructor.constructor('alert(1)')()}}",
                    "javascript:alert(1)");

    @Autowired World world;
    @Autowired MockMvcTester mvc;
    @Autowired JdbcClient jdbc;
    @Autowired KeyIssue keys;
    @Autowired AccessTokenIssue accessTokens;
    @Autowired StreamChanges streams;
    @Autowired SenderCreation senders;
    @Autowired Mail mail;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    /**
     * All of them, several in a name: each page as a whole and as a dialog; its parts are in it.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"><svg onload=alert(1)>|<img src=x onerror=alert(1)>|</title><script>alert(1)</script>",
                "' onfocus='alert(1)|[[${1111111*1111111}]]|[(${1111111*1111111})]|__${1111111*1111111}__",
                "~{layouts/page :: page}|{{constructor.constructor('alert(1)')()}}",
                "javascript:alert(1)|${1111111*1111111}",
            })
    void areTextOnEveryPage(String several) {
        var text = several.replace("|", "");
        var ids = everythingCalled(text);
        int shown = 0;

        for (var route : Routes.of(mapping)) {
            if (!route.changes() && !route.api() && isPage(route.pattern())) {
                for (var htmx : List.of("", "dialog")) {
                    var body = page(route.path(ids) + "?name=" + "&q=", htmx);
                    for (var part : several.split("\\|", -1)) {
                        assertIsText(body, part, "%s %s".formatted(route, htmx));
                    }
                    shown += HtmlUtils.htmlUnescape(body).contains(text) ? 1 : 0;
                }
            }
        }

        assertThat(shown).isGreaterThan(25);
    }

    @Test
    void areTextAlone() {
        world.plan(world.acme(), "enterprise");
        for (var text : ALONE) {
            var server = world.server(world.acme(), text, null, Mode.LIVE).cuid();
            for (var path : List.of("", "/streams", "/settings/general", "/deletion")) {
                var body = page("/email/servers/" + server + path, "");
                assertIsText(body, text, path);
                assertThat(HtmlUtils.htmlUnescape(body)).as(path).contains(text);
            }
        }
        var list = page("/email/servers", "");
        var destinations = page("/jump?q=", "");
        for (var text : ALONE) {
            assertIsText(list, text, "the list");
            assertThat(HtmlUtils.htmlUnescape(list)).contains(text);
            assertIsText(destinations, text, "what can be jumped to");
        }
    }

    private static void assertIsText(String body, String text, String where) {
        assertThat(body).as(where).doesNotContain("1234565432321");
        if (!HtmlUtils.htmlEscape(text).equals(text)) {
            assertThat(body).as(where).doesNotContain(text);
        }
    }

    @Test
    void isTextWhereItWasAskedFor() {
        for (var text :
                List.of(
                        "<img src=x onerror=alert(1)>",
                        "__${1111111*1111111}__",
                        "[[${1111111*1111111}]]")) {
            for (var field : List.of("name", "q", "color", "mode", "sort")) {
                for (var path : List.of("/email/servers", "/jump", "/email/servers/new")) {
                    assertThat(
                                    mvc.get()
                                            .uri(path)
                                            .param(field, text)
                                            .with(world.browserOf(world.ada())))
                            .bodyText()
                            .doesNotContain("<img src=x", "1234565432321");
                }
            }
        }
    }

    @Test
    void isNoFragment() {
        var whole = page("/email/servers", "");
        assertThat(whole).contains("<html", "</html>");
        for (var target :
                List.of(
                        "__${1111111*1111111}__",
                        "${1111111*1111111}",
                        "~{x}",
                        "main :: page",
                        "error/page",
                        "../../application",
                        "settings",
                        "purges ",
                        "PURGES",
                        "*",
                        "")) {
            assertThat(withoutToken(page("/email/servers", target)))
                    .as(target)
                    .isEqualTo(withoutToken(whole));
        }
    }

    /** Set-up is over, and a file is text to those who save it. */
    private static boolean isPage(String pattern) {
        return !pattern.equals("/setup")
                && !pattern.endsWith("/export")
                && !pattern.endsWith("/live");
    }

    /** The whole world under one name. */
    private Map<String, String> everythingCalled(String text) {
        var made = world.server(world.acme(), text, null, Mode.LIVE);
        var stream = streams.open(made, new NewStream(text, StreamType.BROADCAST, text));
        streams.archive(streams.open(made, new NewStream(text + "!", StreamType.BROADCAST, text)));
        var key = keys.issue(made, new NewKey(text, KeyType.SEND_ONLY, null)).key();
        var token =
                accessTokens
                        .issue(world.ada(), new AccessTokenIssue.NewAccessToken(text, null))
                        .token();
        var sender = senders.add(made, new NewSender("a.example", IdentityType.AUTHORITY));
        jdbc.sql(
                        "update sender_domain set ownership_found = ?, ownership_state ="
                                + " 'OTHER_TEXT' where name = 'a.example'")
                .param(text)
                .update();
        jdbc.sql("update person set name = ? where id = ?").params(text, world.ada().id()).update();
        jdbc.sql("update account set name = ? where id = ?")
                .params(text, world.acme().id())
                .update();
        var standard = world.streams(made).getFirst();
        var suppression = world.suppression(standard, "ann@example.com", text);
        var csv = (text + "\n").getBytes(StandardCharsets.UTF_8);
        var message =
                mail.of(made)
                        .by(stream)
                        .subject(text)
                        .from(text)
                        .tag(text)
                        .content("Subject: x\n\nx")
                        .save();
        return Map.of(
                "recipient", mail.unsubscribing(message),
                "suppression", suppression.cuid().value(),
                "upload", world.imported(made, text, csv).cuid().value(),
                "server", made.cuid().value(),
                "stream", stream.cuid().value(),
                "key", key.cuid().value(),
                "token", token.cuid().value(),
                "identity", sender.cuid().value(),
                "message", message.toString());
    }

    private String page(String path, String htmx) {
        var request = mvc.get().uri(path).with(world.browserOf(world.ada()));
        if (!htmx.isEmpty()) {
            request = request.header("HX-Request", "true").header("HX-Target", htmx);
        }
        return new String(
                request.exchange().getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static String withoutToken(String page) {
        return page.replaceAll("(name=\"_csrf\" value=\")[^\"]*", "$1");
    }
}
