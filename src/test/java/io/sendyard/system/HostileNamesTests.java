package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.World;
import io.sendyard.apikey.KeyIssue;
import io.sendyard.apikey.KeyType;
import io.sendyard.apikey.NewKey;
import io.sendyard.server.Color;
import io.sendyard.server.Mode;
import io.sendyard.server.NewStream;
import io.sendyard.server.Server;
import io.sendyard.server.StreamChanges;
import io.sendyard.server.StreamType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;

/** Names that look like markup, like templates, or like nothing a layout expects. */
@BrowserTest
class HostileNamesTests {

    @Autowired World world;

    @Autowired KeyIssue keys;

    @Autowired StreamChanges streams;

    private final Browser browser;

    HostileNamesTests(Browser browser) {
        this.browser = browser;
    }

    static String[] names() {
        return new String[] {
            "<img src=x onerror=alert(1)>",
            "[[${7*7}]]",
            "__${7*7}__",
            "</title><script>alert(1)</script>",
            "'\"--><b>&amp;",
            "\uD83D\uDE80".repeat(100),
            "W".repeat(100),
        };
    }

    @ParameterizedTest
    @MethodSource("names")
    void areTextWhereverTheyAreShown(String name) {
        browser.signIn(world.ada());
        var server = world.server(world.acme(), name, Color.RED, Mode.SANDBOX);
        fill(server, name);

        browser.open("/email/servers");
        shows(name);
        browser.click("Jump to a server or screen");
        browser.until("the box", browser.page()::dialogOpen);
        shows(name);
        for (var path : new String[] {"", "/streams", "/api-keys", "/settings/general"}) {
            browser.open("/email/servers/" + server.cuid() + path);
            shows(name);
            browser.titled(name);
        }
        browser.click("Delete server");
        browser.until("the dialog", browser.page()::dialogOpen);
        shows("Delete server %s?".formatted(name));
        browser.fill("Type %s to confirm".formatted(name), name);
        browser.click("Delete server %s".formatted(name));
        shows("“%s” was deleted.".formatted(name));
    }

    private void fill(Server server, String name) {
        keys.issue(server, new NewKey(name, KeyType.SEND_ONLY, null));
        streams.open(server, new NewStream(name, StreamType.BROADCAST, name));
    }

    private void shows(String text) {
        for (int width : new int[] {Window.NARROW, Window.WIDE}) {
            browser.window().width(width);
            browser.sees(text);
            assertThat(browser.overflow()).isEmpty();
        }
        assertThat(browser.driver().findElements(By.cssSelector("main img, main b b"))).isEmpty();
    }
}
