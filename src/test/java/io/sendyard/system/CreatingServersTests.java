package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.World;
import io.sendyard.server.Mode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;

@BrowserTest
class CreatingServersTests {

    @Autowired World world;

    private final Browser browser;

    CreatingServersTests(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void signIn() {
        browser.signIn(world.ada());
    }

    @Test
    @Tag("everywhere")
    void makesAServerWithNameAndColor() {
        create("Newsletter", "Purple");
        browser.sees("“Newsletter” is ready.");
        assertThat(browser.value("Server token")).startsWith("pt_live_");
        browser.open("/email/servers");
        browser.sees("Newsletter", "3 of 10 servers");
        String row = browser.row("Newsletter", there -> there.getAttribute("innerHTML"));
        assertThat(row).contains("data-color=\"purple\"");
    }

    @Test
    void makesASandbox() {
        browser.click("Create Server");
        browser.fill("Name", "CI tests");
        browser.click("Sandbox");
        browser.click("Create Server");
        browser.sees("“CI tests” is ready.", "This is a sandbox.");
        assertThat(browser.value("Server token")).startsWith("pt_test_");
    }

    @Test
    void saysThatANameIsMissing() {
        create("", "Green");
        staysWith("This can't be empty.", "");
        assertThat(browser.element("#color-green", WebElement::isSelected)).isTrue();
    }

    @Test
    void saysThatANameIsTooLong() {
        create("x".repeat(101), "Green");
        staysWith("Use at most 100 characters; these are 101.", "x".repeat(101));
    }

    @Test
    void saysThatANameIsTaken() {
        create("PRODUCTION", "Green");
        staysWith("already", "PRODUCTION");
        browser.fill("Name", "Production EU");
        browser.click("Create Server");
        browser.sees("“Production EU” is ready.");
    }

    @Test
    void saysThatControlCharactersCannotBeUsed() {
        create("Shop\u0007\u202eXY", "Green");
        staysWith("Control characters and hidden marks can't be used here.", "Shop\u0007\u202eXY");
    }

    @Test
    void takesAHundredCharactersOfAnyScript() {
        var name = "\uD83D\uDE80".repeat(100);
        create(name, "None");
        browser.sees("“%s” is ready.".formatted(name));
    }

    @Test
    void leadsToThePlansWhereTheServersAreAllInUse() {
        world.plan(world.acme(), "starter");
        world.server(world.acme(), "Newsletter", null, Mode.LIVE);
        browser.open("/email/servers");
        browser.sees("3 of 3 servers");
        browser.click("Create Server");
        browser.sees("All servers are in use", "Your Starter plan has room for 3 servers");
        browser.click("See plans");
        browser.at("/settings/plan");
        browser.sees("Current plan", "3 of 3 servers");
    }

    @Test
    void saysThatTheLastPlaceWasTakenMeanwhile() {
        world.plan(world.acme(), "starter");
        browser.click("Create Server");
        browser.sees("This will be server 3 of 3");
        world.server(world.acme(), "Newsletter", null, Mode.LIVE);
        browser.fill("Name", "Billing");
        browser.press(Keys.ENTER);
        browser.sees("All servers are in use");
    }

    private void create(String name, String color) {
        browser.click("Create Server");
        browser.sees("Create a server");
        browser.fill("Name", name);
        browser.click(color);
        browser.click("Create Server");
    }

    private void staysWith(String sentence, String typed) {
        browser.sees(sentence);
        assertThat(browser.page().dialogOpen()).isTrue();
        browser.focuses("Name");
        assertThat(browser.value("Name")).isEqualTo(typed);
        assertThat(browser.violations()).isEmpty();
    }
}
