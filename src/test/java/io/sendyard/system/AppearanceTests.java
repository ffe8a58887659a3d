package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;

@BrowserTest
class AppearanceTests {

    @Autowired World world;

    private final Browser browser;

    AppearanceTests(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void signIn() {
        browser.signIn(world.ada());
    }

    @Test
    void putsTheNavigationIntoADrawerOnANarrowScreen() {
        browser.window().width(Window.NARROW);
        assertThat(browser.element("#navigation", WebElement::isDisplayed)).isFalse();
        browser.click("Menu");
        browser.until("the drawer", () -> browser.element("#navigation", WebElement::isDisplayed));
        assertThat(browser.overflow()).isEmpty();
        assertThat(browser.violations()).isEmpty();
        browser.picture("drawer-light-360");
        browser.window().dark();
        browser.picture("drawer-dark-360");
        browser.press(Keys.ESCAPE);
        browser.until(
                "it to be shut", () -> !browser.element("#navigation", WebElement::isDisplayed));
        browser.focuses("Menu");

        browser.click("Menu");
        browser.click("Profile");
        browser.at("/settings/profile");
        assertThat(browser.element("#navigation", WebElement::isDisplayed)).isFalse();
    }

    @Test
    void runsAJourneyOnANarrowScreen() {
        browser.window().width(Window.NARROW);
        browser.click("Create Server");
        browser.fill("Name", "Newsletter");
        browser.click("Purple");
        browser.click("Create Server");
        browser.sees("“Newsletter” is ready.");
        browser.click("Settings");
        browser.fill("Name", "Newsletters");
        browser.click("Save changes");
        browser.sees("General settings are saved.");
        browser.click("Dismiss");
        browser.click("Delete server");
        browser.fill("Type Newsletters to confirm", "Newsletters");
        browser.click("Delete server Newsletters");
        browser.sees("“Newsletters” was deleted.");
    }

    @Test
    void followsTheSystemIntoTheDark() {
        var light = brightness();
        browser.window().dark();
        assertThat(light).isGreaterThan(0.9);
        assertThat(brightness()).isLessThan(0.3);
    }

    /** The lightness of the page's ground, from 0 to 1. */
    private double brightness() {
        var brightness =
                browser.driver()
                        .executeScript(
                                """
                                const ground = getComputedStyle(document.documentElement).backgroundColor;
                                return Number(ground.match(/oklch\\(([0-9.]+)/)[1]) + 1e-9;
                                """);
        return ((Number) java.util.Objects.requireNonNull(brightness)).doubleValue();
    }
}
