package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.World;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a page may cost the person who waits for it. */
@BrowserTest
class BudgetsTests {

    private static final long KIB = 1024;

    @Autowired World world;

    private final Browser browser;

    BudgetsTests(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void visitForTheFirstTime() {
        browser.driver().executeCdpCommand("Network.clearBrowserCache", Map.of());
        browser.signIn(world.ada());
        browser.driver().executeCdpCommand("Network.clearBrowserCache", Map.of());
        browser.open("/email/servers");
    }

    @Test
    void needsFortyKibibytesOfStylesAtMost() {
        assertThat(bytes("css")).isBetween(KIB, 40 * KIB);
    }

    @Test
    void needsThirtyKibibytesOfScriptsAtMost() {
        assertThat(bytes("js")).isBetween(KIB, 30 * KIB);
    }

    @Test
    void asksTheServerTwiceAtMostForAPageOnAWarmCache() {
        var server = "/email/servers/" + world.production().cuid();
        for (var page :
                new String[] {
                    "/email/servers", server, server + "/settings/general", "/settings/plan"
                }) {
            browser.open(page);
            browser.open(page);
            assertThat(requests()).as("requests of %s", page).isBetween(1L, 2L);
        }
    }

    /** The bytes that came over the wire, bodies only. */
    private long bytes(String extension) {
        return number(
                """
                return performance.getEntriesByType("resource")
                  .filter((entry) => new URL(entry.name).pathname.endsWith("." + arguments[0]))
                  .reduce((sum, entry) => sum + entry.encodedBodySize, 0);
                """,
                extension);
    }

    private long requests() {
        return number(
                """
                return [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
                  .filter((entry) => entry.transferSize > 0).length;
                """);
    }

    private long number(String script, Object... arguments) {
        var number = browser.driver().executeScript(script, arguments);
        return ((Number) java.util.Objects.requireNonNull(number)).longValue();
    }
}
