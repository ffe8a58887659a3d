package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.World;
import io.sendyard.apikey.KeyType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@BrowserTest
class SecretsTests {

    @Autowired World world;

    private final Browser browser;

    SecretsTests(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void signIn() {
        browser.signIn(world.ada());
    }

    @Test
    void showsAnApiKeyOnce() {
        openKeys();
        browser.click("Create key");
        browser.fill("Name", "Invoice worker");
        browser.click("Send only");
        browser.click("Create key");
        browser.sees("“Invoice worker” is ready", "Send only, this server, no expiry", "New");
        var key = browser.value("The key");
        assertThat(key).matches("txk_live_[0-9a-z]+");
        browser.focuses("The key");
        assertThat(browser.violations()).isEmpty();

        browser.click("I have stored it");
        browser.seesNoMore("is ready");
        browser.sees("Invoice worker", key.substring(0, 13) + "…", "Never used");
        isGone(key);
        browser.back();
        isGone(key);
        browser.forward();
        isGone(key);
    }

    @Test
    void showsAnAccessTokenOnce() {
        browser.open("/settings/access-tokens");
        browser.sees("No access tokens yet.");
        browser.click("Create token");
        browser.fill("Name", "Deployment");
        browser.click("Create token");
        browser.sees("“Deployment” is ready");
        var token = browser.value("The token");
        browser.click("I have stored it");
        browser.seesNoMore("is ready");
        isGone(token);
        browser.back();
        isGone(token);
        browser.open("/settings/access-tokens");
        browser.click("Revoke", "Deployment");
        browser.sees("Revoke token Deployment?", "It was never used.");
        browser.click("Revoke token Deployment");
        browser.sees("No access tokens yet.");
    }

    @Test
    void saysWhatIsWrongWithAKey() {
        openKeys();
        browser.click("Create key");
        browser.sees("Create an API key");
        browser.click("Create key");
        browser.sees("This can't be empty.");
        browser.focuses("Name");
        assertThat(browser.violations()).isEmpty();
    }

    @Test
    void revokesAKey() {
        world.key(world.production(), KeyType.SEND_ONLY);
        openKeys();
        browser.click("Revoke", "Backend");
        browser.sees("Revoke key Backend?", "It was never used.");
        browser.focuses("Cancel");
        browser.click("Revoke key Backend");
        browser.sees("“Backend” is revoked.", "No API keys yet.");
    }

    @Test
    void revealsAndHidesTheServerToken() {
        openKeys();
        assertThat(browser.value("Server token")).startsWith("pt_live_••••");
        browser.click("Reveal");
        browser.control("Hide");
        assertThat(browser.value("Server token")).isEqualTo(world.production().token().reveal());
        browser.click("Hide");
        browser.control("Reveal");
        isGone(world.production().token().reveal());
    }

    @Test
    void copiesWithASpokenWord() {
        openKeys();
        browser.click("Copy", "Server token");
        browser.sees("Copied");
        isGone(world.production().token().reveal());
    }

    @Test
    void rotatesTheServerToken() {
        openKeys();
        browser.click("Rotate…");
        browser.sees("Rotate the server token?");
        browser.click("An hour more");
        browser.click("Rotate token");
        browser.sees("The token is changed.");
        assertThat(browser.value("Server token"))
                .startsWith("pt_live_")
                .isNotEqualTo(world.production().token().reveal());
    }

    private void openKeys() {
        browser.open("/email/servers/%s/api-keys".formatted(world.production().cuid()));
    }

    private void isGone(String secret) {
        assertThat(browser.page().source()).as("the page").doesNotContain(secret);
        assertThat(browser.page().storage()).as("storage and history").doesNotContain(secret);
    }
}
