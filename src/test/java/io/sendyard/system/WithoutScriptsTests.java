package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        assertThat(browser.field("Server token").getDomProperty("value"))
                .matches("pt_live_[0-9a-z]{32,}");
    }
}
