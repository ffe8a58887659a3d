package io.sendyard.system;

import io.sendyard.World;
import io.sendyard.apikey.KeyType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** Screens in the states they come to: empty, full, with errors, with one thing and with many. */
@BrowserTest
class StatesTests {

    @Autowired World world;

    @Autowired AutowireCapableBeanFactory beans;

    private final Browser browser;
    private final Look look;

    StatesTests(Browser browser) {
        this.browser = browser;
        this.look = new Look(browser);
    }

    @BeforeEach
    void signIn() {
        browser.signIn(world.ada());
    }

    @Test
    void ofTheDoors() {
        browser.driver().manage().deleteAllCookies();
        browser.open("/docs/nothing");
        look.at("error-page-stranger");
        browser.open("/sign-in");
        browser.fill("Email", "ada@acme.example");
        browser.fill("Password", "wrong");
        browser.click("Sign in");
        browser.sees("password");
        look.at("sessions-new-wrong");
        world.empty();
        browser.open("/setup");
        browser.fill("Email", "ada");
        browser.fill("Password", "short");
        browser.click("Create account");
        browser.sees("Use 12 to 200 characters.");
        look.at("setup-new-wrong");
    }

    @Test
    void ofTheListOfServers() {
        var gallery = beans.createBean(Gallery.class);
        browser.open("/email/servers?name=nothing");
        look.at("servers-index-no-match");
        gallery.furnish();
        gallery.deleteHalfway();
        browser.open("/email/servers");
        look.at("servers-index-purge");
        browser.click("Actions for Newsletter");
        look.at("servers-index-menu");
        gallery.fill();
        browser.open("/email/servers");
        look.at("servers-index-many");
        browser.click("Older");
        browser.sees("Newer");
        look.at("servers-index-many-older");
    }

    @Test
    void ofTheOverview() {
        beans.createBean(Gallery.class).furnish();
        browser.open(production(""));
        browser.click("7 days");
        browser.sees("Last 7 days");
        look.at("servers-show-week");
        browser.open(production("?period=30d"));
        browser.click("Show as a table");
        look.at("servers-show-month-table");
        browser.open(production(""));
        look.at("servers-show-busy");
        browser.open("/email/servers/" + world.staging().cuid());
        look.at("servers-show-sandbox");
    }

    @Test
    void ofAnAccountWithoutServersAndWithOne() {
        var gallery = beans.createBean(Gallery.class);
        gallery.deleteAll();
        browser.open("/email/servers");
        look.at("servers-index-empty");
        browser.click("Start with your first app");
        browser.fill("Name", "Storefront");
        browser.click("Create Server");
        browser.sees("“Storefront” is ready.");
        look.at("servers-show-new");
        browser.open("/email/servers");
        look.at("servers-index-one");
        world.plan(world.acme(), "free");
        browser.open("/email/servers");
        browser.click("Create Server");
        browser.sees("All servers are in use");
        look.at("servers-new-full");
    }

    @Test
    void ofForms() {
        browser.click("Create Server");
        browser.fill("Name", "Production");
        browser.click("Turquoise");
        browser.click("Create Server");
        browser.sees("already");
        look.at("servers-new-wrong");
        browser.open(production("/settings/general"));
        browser.fill("Name", "Production EU");
        browser.sees("is changed and not saved");
        look.at("servers-general-unsaved");
        beans.createBean(Gallery.class).rename("Production US");
        browser.click("Save changes");
        browser.sees("Not saved yet.");
        look.at("servers-general-conflict");
        browser.open(production("/settings/suppression"));
        browser.click("Auto-suppress complaints");
        look.at("servers-suppression-off");
        browser.open(production("/deletion"));
        look.at("servers-deletion-page");
    }

    @Test
    void ofTheTrackingDomain() {
        var gallery = beans.createBean(Gallery.class);
        gallery.track("links.acme.example", null);
        browser.open(production("/settings/delivery"));
        look.at("servers-delivery-missing");
        gallery.track("mail.links.acme.example", "shops.cdn-proxy.example");
        browser.open(production("/settings/delivery"));
        look.at("servers-delivery-elsewhere");
        gallery.track("go.acme.example", "mail.sendyard.example");
        browser.open(production("/settings/delivery"));
        look.at("servers-delivery-verified");
    }

    @Test
    void ofSecrets() {
        browser.open(production("/api-keys"));
        look.at("apikeys-index-empty");
        world.key(world.production(), KeyType.FULL_ACCESS);
        browser.open(production("/api-keys"));
        browser.click("Create key");
        browser.fill("Name", "Invoice worker");
        browser.click("Create key");
        browser.sees("is ready");
        look.at("apikeys-index-issued");
        browser.open("/settings/access-tokens");
        look.at("accesstokens-index-empty");
        browser.click("Create token");
        browser.fill("Name", "Deployment");
        browser.click("Create token");
        browser.sees("is ready");
        look.at("accesstokens-index-issued");
    }

    @Test
    void ofASandboxAndOfAPlanThatCanBeChanged() {
        beans.createBean(Gallery.class).furnish();
        browser.open("/email/servers/" + world.staging().cuid() + "/streams");
        look.at("streams-index-sandbox");
        world.operator(world.ada());
        browser.open("/settings/plan");
        look.at("plans-show-operator");
    }

    private String production(String path) {
        return "/email/servers/" + world.production().cuid() + path;
    }
}
