package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;

@BrowserTest
class DeletingServersTests {

    @Autowired World world;

    private final Browser browser;

    DeletingServersTests(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void openTheDialog() {
        browser.signIn(world.ada());
        browser.open("/email/servers/" + world.production().cuid() + "/settings/general");
        browser.click("Delete server");
        browser.sees("Delete server Production?", "This action cannot be undone.");
    }

    @Test
    void beginsWithTheFocusOnCancelAndNothingToPress() {
        browser.focuses("Cancel");
        assertThat(ready()).isFalse();
        browser.press(Keys.ENTER);
        browser.until("the dialog to be gone", () -> !browser.page().dialogOpen());
        browser.focuses("Delete server");
        browser.open("/email/servers");
        browser.sees("Production");
    }

    @Test
    void staysShutUntilTheNameIsRight() {
        type("Productio");
        assertThat(ready()).isFalse();
        browser.press(Keys.ENTER);
        type("production");
        assertThat(ready()).isFalse();
        type("Production");
        assertThat(ready()).isTrue();
        type("Production2");
        assertThat(ready()).isFalse();
    }

    @Test
    void deletesTheServerWhoseNameWasTyped() {
        type("Production");
        browser.click("Delete server Production");
        browser.sees("“Production” was deleted.", "1 of 10 servers");
        browser.at("/email/servers");
        browser.open("/email/servers/" + world.production().cuid());
        browser.sees("Nothing here");
    }

    @Test
    void opensFromTheMenuOfTheListToo() {
        browser.open("/email/servers");
        browser.click("Actions for Staging");
        browser.click("Delete…", "Staging");
        browser.sees("Delete server Staging?");
        browser.press(Keys.ESCAPE);
        browser.until("the dialog to be gone", () -> !browser.page().dialogOpen());
        browser.focuses("Actions for Staging");
    }

    private boolean ready() {
        return browser.control("Delete server Production", WebElement::isEnabled);
    }

    private void type(String name) {
        browser.fill("Type Production to confirm", name);
    }
}
