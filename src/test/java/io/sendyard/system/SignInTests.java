package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.World;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;

@BrowserTest
class SignInTests {

    @Autowired World world;

    private final Browser browser;

    SignInTests(Browser browser) {
        this.browser = browser;
    }

    @Test
    void leadsBackToThePageThatWasWanted() {
        browser.open("/settings/plan");
        browser.at("/sign-in?continue=/settings/plan");
        browser.fill("Email", "ada@acme.example");
        browser.fill("Password", "wrong");
        browser.click("Sign in");
        browser.until("the notice", () -> browser.focused().equals("Password"));
        browser.fill("Password", World.PASSWORD);
        browser.click("Sign in");
        browser.at("/settings/plan");
    }

    @Test
    void refusesAWrongPasswordAndKeepsTheAddress() {
        browser.open("/sign-in");
        browser.fill("Email", "ada@acme.example");
        browser.fill("Password", "wrong");
        browser.click("Sign in");
        browser.until("the notice", () -> browser.focused().equals("Password"));
        assertThat(browser.element("[role=alert].notice", WebElement::getText)).isNotEmpty();
        assertThat(browser.value("Email")).isEqualTo("ada@acme.example");
        assertThat(browser.violations()).isEmpty();
    }

    @Test
    void signsOut() {
        browser.signIn(world.ada());
        browser.click("Sign out");
        browser.at("/sign-in");
        browser.back();
        browser.open("/email/servers");
        browser.at("/sign-in");
    }

    @Test
    void asksForASignInWhereTheSessionEndedUnderAnOpenPage() {
        browser.signIn(world.ada());
        browser.driver().manage().deleteAllCookies();
        browser.click("Create Server");
        browser.at("/sign-in");
    }
}
