package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;

@BrowserTest
class WithoutScriptsTests {

    @Autowired World world;

    private final Browser browser;

    WithoutScriptsTests(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void switchScriptsOff() {
        browser.window().scripts(false);
    }

    @Test
    void leadsFromAnEmptyInstallationToAServerWithItsToken() {
        world.empty();
        browser.open("/");
        browser.fill("Name", "Mara Lindqvist");
        browser.fill("Email", "mara@fernhill.example");
        browser.fill("Password", World.PASSWORD);
        browser.click("Create account");
        browser.click("Create Server");
        browser.at("/email/servers/new");
        browser.fill("Name", "Production");
        browser.click("Blue");
        browser.click("Create Server");
        browser.sees("“Production” is ready.");
        browser.click("Reveal");
        browser.control("Hide");
        assertThat(browser.value("Server token")).matches("pt_live_[0-9a-z]{32,}");
    }

    @Test
    void saysWhatIsWrongAndKeepsWhatWasTyped() {
        browser.signIn(world.ada());
        browser.click("Create Server");
        browser.fill("Name", "production");
        browser.click("Green");
        browser.click("Create Server");
        browser.sees("already");
        assertThat(browser.value("Name")).isEqualTo("production");
        assertThat(browser.element("#color-green", WebElement::isSelected)).isTrue();
        browser.click("Cancel");
        browser.at("/email/servers");
    }

    @Test
    void savesSettings() {
        browser.signIn(world.ada());
        browser.click("Production");
        browser.click("Settings");
        browser.fill("Name", "Production EU");
        browser.click("Save changes");
        browser.sees("General settings are saved.", "Production EU");
        browser.click("Delivery");
        browser.fill("Tracking Domain", "links.acme.example");
        browser.click("Track opens");
        browser.click("Save changes");
        browser.sees("Delivery settings are saved.", "Not found.");
        browser.click("Verify now");
        browser.sees("Not found.");
        assertThat(browser.field("Track opens", WebElement::isSelected)).isTrue();
        browser.click("Suppression");
        browser.click("Auto-suppress complaints");
        browser.click("Save changes");
        browser.sees("Suppression settings are saved.");
    }

    @Test
    void makesShowsOnceAndRevokesAKey() {
        browser.signIn(world.ada());
        browser.click("Production");
        browser.click("API keys");
        browser.click("Create key");
        browser.fill("Name", "Invoice worker");
        browser.click("Create key");
        browser.sees("“Invoice worker” is ready");
        var key = browser.value("The key");
        browser.click("I have stored it");
        browser.seesNoMore("is ready");
        assertThat(browser.page().source()).doesNotContain(key);
        browser.click("Revoke", "Invoice worker");
        browser.click("Revoke key Invoice worker");
        browser.sees("“Invoice worker” is revoked.", "No API keys yet.");
    }

    @Test
    void makesRenamesAndArchivesAStream() {
        browser.signIn(world.ada());
        browser.click("Production");
        browser.click("Streams");
        browser.click("Create stream");
        browser.fill("Name", "Order updates");
        browser.click("Create stream");
        browser.sees("“Order updates” is ready.");
        browser.click("Edit", "Order updates");
        browser.fill("Name", "Orders");
        browser.click("Save stream");
        browser.sees("“Orders” is saved.");
        browser.click("Archive", "Orders");
        browser.sees("“Orders” is archived.");
        browser.click("Restore", "Orders");
        browser.sees("“Orders” is restored.");
    }

    @Test
    void deletesAServerWithTheRightNameOnly() {
        browser.signIn(world.ada());
        browser.click("Actions for Production");
        browser.click("Delete…", "Production");
        browser.fill("Type Production to confirm", "Staging");
        browser.click("Delete server Production");
        browser.sees("This is not the server's name.");
        browser.fill("Type Production to confirm", "Production");
        browser.click("Delete server Production");
        browser.sees("“Production” was deleted.", "1 of 10 servers");
    }

    @Test
    void signsInSearchesServersAndJumps() {
        browser.open("/sign-in");
        browser.fill("Email", world.ada().email());
        browser.fill("Password", World.PASSWORD);
        browser.click("Sign in");
        browser.fill("Search servers", "stag");
        browser.click("Apply");
        browser.sees("1 server matches.");
        browser.click("Jump to a server or screen");
        browser.fill("Name of a server or screen", "produ");
        browser.click("Find");
        browser.click("Production");
        browser.at("/email/servers/" + world.production().cuid());
        browser.click("Sign out");
        browser.at("/sign-in");
    }
}
