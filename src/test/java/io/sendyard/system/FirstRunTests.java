package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.World;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@BrowserTest
class FirstRunTests {

    @Autowired World world;

    private final Browser browser;

    FirstRunTests(Browser browser) {
        this.browser = browser;
    }

    @Test
    void leadsFromAnEmptyInstallationToAServerWithItsToken() {
        world.empty();
        browser.open("/");
        browser.at("/setup");
        setUp("Mara Lindqvist", "mara@fernhill.example", World.PASSWORD);
        browser.at("/email/servers");
        browser.sees("Every project gets a server of its own", "0 of 10 servers");

        browser.click("Create Server");
        browser.sees("Create a server", "This will be server 1 of 10");
        browser.fill("Name", "Production");
        browser.click("Blue");
        browser.click("Create Server");
        browser.sees("“Production” is ready.", "Server token", "Send a first message");
        browser.titled("Production · Servers · Email · Sendyard");

        browser.click("Reveal");
        browser.control("Hide");
        assertThat(browser.value("Server token")).matches("pt_live_[0-9a-z]{32,}");
    }

    @Test
    void saysWhatIsWrongWithEachFieldOfTheSetUp() {
        world.empty();
        browser.open("/setup");
        setUp("", "mara", "short");
        browser.sees("This can't be empty.", "Use 12 to 200 characters.");
        browser.focuses("Name");
        assertThat(browser.value("Email")).isEqualTo("mara");
        assertThat(browser.violations()).isEmpty();
    }

    @Test
    void isOverOnceThereIsAnAccount() {
        browser.open("/setup");
        browser.sees("Nothing here");
    }

    @Test
    void startsWithTwoEnvironmentsByOneClick() {
        world.empty();
        browser.open("/setup");
        setUp("Mara Lindqvist", "mara@fernhill.example", World.PASSWORD);
        browser.click("Start with Production and Staging");
        browser.sees("“Production” and “Staging” are ready.", "2 of 10 servers", "Sandbox");
    }

    private void setUp(String name, String email, String password) {
        browser.fill("Name", name);
        browser.fill("Email", email);
        browser.fill("Password", password);
        browser.click("Create account");
    }
}
