package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;

@BrowserTest
class NavigationTests {

    @Autowired World world;

    private final Browser browser;

    NavigationTests(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void signIn() {
        browser.signIn(world.ada());
    }

    @Test
    void leadsThroughAServerByMouse() {
        browser.click("Profile");
        browser.at("/settings/profile");
        browser.click("Servers");
        browser.at("/email/servers");
        browser.click("Production");
        browser.sees("Server token", "Send a first message");
        browser.click("Streams");
        browser.sees("Transactional", "Slug");
        browser.click("API keys");
        browser.sees("No API keys yet.");
        browser.click("Settings");
        browser.at(production() + "/settings/general");
        browser.click("Delivery");
        browser.sees("Default Stream");
        browser.click("Suppression");
        browser.sees("Auto-suppress bounces");
        browser.titled("Suppression · Settings · Production · Servers · Email · Sendyard");
    }

    @Test
    void marksWhereOneIs() {
        browser.open(production() + "/streams");
        assertThat(browser.element(".side [aria-current]", WebElement::getText))
                .isEqualTo("Production");
        assertThat(browser.element(".tabs [aria-current=page]", WebElement::getText))
                .isEqualTo("Streams");
        assertThat(browser.element(".crumbs [aria-current=page]", WebElement::getText))
                .isEqualTo("Streams");
    }

    @Test
    void leadsToAServerByKeyboardAlone() {
        tabTo("Profile");
        browser.press(Keys.ENTER);
        browser.at("/settings/profile");
        tabTo("Servers");
        browser.press(Keys.ENTER);
        browser.at("/email/servers");
        browser.press("j", "j", "k");
        browser.focuses("Production");
        browser.press("j");
        browser.focuses("Staging");
        browser.press(Keys.ENTER);
        browser.sees("This is a sandbox.");
        tabTo("Streams");
        browser.press(Keys.ENTER);
        browser.at("/email/servers/" + world.staging().cuid() + "/streams");
    }

    @Test
    void makesAServerByKeyboardAlone() {
        tabTo("Create Server");
        browser.press(Keys.ENTER);
        browser.sees("This will be server 3 of 10");
        browser.focuses("Name");
        browser.press("Newsletter", Keys.TAB, Keys.ARROW_LEFT, Keys.ENTER);
        browser.sees("“Newsletter” is ready.");
    }

    @Test
    void skipsToTheContent() {
        browser.press(Keys.TAB);
        browser.focuses("Skip to content");
        browser.press(Keys.ENTER, Keys.TAB);
        browser.focuses("Create Server");
    }

    @Test
    void searchesAsOneTypesAndKeepsTheSearchInTheAddress() {
        browser.press("/", "stag");
        browser.seesNoMore("Production");
        browser.sees("Staging", "1 server matches.");
        browser.until("the search in the address", () -> browser.path().contains("name=stag"));
        browser.click("Staging");
        browser.sees("Server token");
        browser.back();
        browser.sees("1 server matches.");
        browser.press("/", "zzz");
        browser.sees("No server matches.");
    }

    @Test
    void goesBackAndForward() {
        browser.click("Production");
        browser.click("Settings");
        browser.click("Delivery");
        browser.sees("Default Stream");
        browser.back();
        browser.sees("Danger zone");
        browser.back();
        browser.sees("Send a first message");
        browser.back();
        browser.at("/email/servers");
        browser.forward();
        browser.forward();
        browser.sees("Danger zone");
    }

    @Test
    void jumpsToAServer() {
        browser.open("/settings/plan");
        browser.pressControl("k");
        browser.until("the box", browser.page()::dialogOpen);
        browser.focuses("Name of a server or screen");
        browser.press("stag");
        browser.seesNoMore("Production");
        browser.sees("Staging");
        browser.press(Keys.ENTER);
        browser.at("/email/servers/" + world.staging().cuid());
    }

    @Test
    void jumpsNowhereOnEscapeAndGivesTheFocusBack() {
        tabTo("Profile");
        browser.pressControl("k");
        browser.until("the box", browser.page()::dialogOpen);
        browser.press("x", Keys.ESCAPE);
        browser.until("the box to be gone", () -> !browser.page().dialogOpen());
        assertThat(browser.path()).isEqualTo("/email/servers");
        browser.until(
                "the focus back on the box's button",
                () -> browser.focused().startsWith("Jump to a server or screen"));
    }

    @Test
    void closesADialogOnEscapeUnlessSomethingWasTyped() {
        browser.click("Create Server");
        browser.sees("Create a server");
        browser.press(Keys.ESCAPE);
        browser.until("the dialog to be gone", () -> !browser.page().dialogOpen());
        browser.focuses("Create Server");

        browser.click("Create Server");
        browser.fill("Name", "Newsletter");
        browser.press(Keys.ESCAPE, Keys.ESCAPE);
        assertThat(browser.value("Name")).isEqualTo("Newsletter");
        browser.click("Cancel");
        browser.until("the dialog to be gone", () -> !browser.page().dialogOpen());
    }

    @Test
    void leavesTheKeysAloneWhereShortcutsAreSwitchedOff() {
        browser.open("/settings/profile");
        browser.click("Keyboard shortcuts");
        browser.open("/email/servers");
        browser.press("j");
        browser.pressControl("k");
        assertThat(browser.focused()).isNotEqualTo("Production");
        assertThat(browser.page().dialogOpen()).isFalse();
    }

    private String production() {
        return "/email/servers/" + world.production().cuid();
    }

    private void tabTo(String words) {
        browser.until(
                "“%s” by the Tab key".formatted(words),
                () -> {
                    browser.press(Keys.TAB);
                    return browser.focused().equals(words);
                });
    }
}
