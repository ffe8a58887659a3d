package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.TestOutside.TestDns;
import io.sendyard.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;

@BrowserTest
class SettingsTests {

    @Autowired World world;

    private final Browser browser;

    SettingsTests(Browser browser) {
        this.browser = browser;
    }

    @Autowired TestDns dns;

    @BeforeEach
    void signIn() {
        browser.signIn(world.ada());
    }

    @Test
    void savesNameAndColor() {
        open("general");
        browser.sees("Everything is saved");
        assertThat(browser.control("Save changes", WebElement::isEnabled)).isFalse();
        browser.fill("Name", "Production EU");
        browser.click("Green");
        browser.sees("Name and Color are changed and not saved");
        browser.click("Save changes");
        browser.sees("General settings are saved.", "Everything is saved");
        open("general");
        assertThat(browser.value("Name")).isEqualTo("Production EU");
        assertThat(browser.element("#color-green", WebElement::isSelected)).isTrue();
        browser.titled("Production EU");
    }

    @Test
    void savesDelivery() {
        open("delivery");
        browser.select("Default Stream", "Broadcast");
        browser.fill("Tracking Domain", "Links.Acme.example");
        browser.click("Track opens");
        browser.click("Track clicks");
        browser.click("Sandbox");
        browser.click("Save changes");
        browser.sees("Delivery settings are saved.");
        open("delivery");
        browser.sees("This is a sandbox.", "links.acme.example");
        assertThat(browser.value("Tracking Domain")).isEqualTo("links.acme.example");
        assertThat(browser.field("Default Stream", WebElement::getText)).contains("Broadcast");
        assertThat(browser.field("Track opens", WebElement::isSelected)).isTrue();
        assertThat(browser.field("Track clicks", WebElement::isSelected)).isTrue();
        assertThat(browser.element("#mode-sandbox", WebElement::isSelected)).isTrue();
    }

    @Test
    void savesSuppressionAndWarnsOfWhatFollows() {
        open("suppression");
        browser.seesNoMore("people who complained go on getting mail");
        browser.click("Auto-suppress bounces");
        browser.click("Auto-suppress complaints");
        browser.sees("people who complained go on getting mail");
        browser.click("Save changes");
        browser.sees("Suppression settings are saved.");
        open("suppression");
        assertThat(browser.field("Auto-suppress bounces", WebElement::isSelected)).isFalse();
        assertThat(browser.field("Auto-suppress complaints", WebElement::isSelected)).isFalse();
    }

    @Test
    void marksAWrongFieldAndKeepsWhatWasTyped() {
        open("delivery");
        browser.fill("Tracking Domain", "not a domain");
        browser.click("Track opens");
        browser.click("Save changes");
        browser.until("the error", () -> browser.value("Tracking Domain").equals("not a domain"));
        browser.sees("Your changes are not saved");
        browser.focuses("Tracking Domain");
        assertThat(browser.field("Track opens", WebElement::isSelected)).isTrue();
        assertThat(browser.violations()).isEmpty();
        browser.fill("Tracking Domain", "");
        browser.click("Save changes");
        browser.sees("Delivery settings are saved.");
    }

    @Test
    void putsAsideWhatIsNotSaved() {
        open("general");
        browser.fill("Name", "Something else");
        browser.sees("Name is changed and not saved");
        browser.click("Discard");
        browser.sees("Everything is saved");
        assertThat(browser.value("Name")).isEqualTo("Production");
    }

    @Test
    void tellsTheSecondOfTwoWhoSaveAtOnceAndOverwritesNothing() {
        open("general");
        browser.fill("Name", "Mine");
        browser.meanwhile(() -> {
            browser.signIn(world.ada());
            open("general");
            browser.fill("Name", "Theirs");
            browser.click("Save changes");
            browser.sees("General settings are saved.");
        });
        browser.click("Save changes");
        browser.sees("Not saved yet.", "changed this to “Theirs” meanwhile");
        assertThat(browser.value("Name")).isEqualTo("Mine");
        assertThat(browser.violations()).isEmpty();
        browser.meanwhile(() -> {
            browser.signIn(world.ada());
            browser.sees("Theirs");
        });
        browser.click("Save changes");
        browser.sees("General settings are saved.");
        open("general");
        assertThat(browser.value("Name")).isEqualTo("Mine");
    }

    @Test
    void showsWhatDnsSaysOfTheTrackingDomain() {
        dns.alias("elsewhere.acme.example", "shops.cdn.example");
        dns.alias("links.acme.example", "mail.sendyard.example");
        track("missing.acme.example");
        browser.sees("Not found.", "CNAME", "mail.sendyard.example");
        track("elsewhere.acme.example");
        browser.sees("Points somewhere else.", "shops.cdn.example");
        track("links.acme.example");
        browser.sees("Verified.", "tracked links carry this host");
        browser.sees("Checked just now", "next check in");
    }

    @Test
    void looksTheTrackingDomainUpAgainWhenAsked() {
        track("links.acme.example");
        browser.sees("Not found.");
        dns.alias("links.acme.example", "mail.sendyard.example");
        browser.click("Verify now");
        browser.sees("Verified.");
    }

    @Test
    void showsAMemberTheSettingsWithoutAnythingToSave() {
        browser.meanwhile(() -> {
            browser.signIn(world.ben());
            open("general");
            browser.sees("Only owners and admins change settings.");
            assertThat(browser.field("Name", WebElement::isEnabled)).isFalse();
            assertThat(browser.page().text()).doesNotContain("Danger zone");
            assertThat(browser.violations()).isEmpty();
        });
    }

    private void open(String tab) {
        browser.open("/email/servers/%s/settings/%s".formatted(world.production().cuid(), tab));
    }

    private void track(String domain) {
        open("delivery");
        browser.fill("Tracking Domain", domain);
        browser.click("Save changes");
        browser.sees("Delivery settings are saved.");
    }
}
