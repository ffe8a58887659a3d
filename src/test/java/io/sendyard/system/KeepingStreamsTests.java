package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;

@BrowserTest
class KeepingStreamsTests {

    @Autowired World world;

    private final Browser browser;

    KeepingStreamsTests(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void openTheStreams() {
        browser.signIn(world.ada());
        browser.open("/email/servers/%s/streams".formatted(world.production().cuid()));
    }

    @Test
    void makesAStream() {
        browser.click("Create stream");
        browser.fill("Name", "Order updates");
        browser.click("Broadcast");
        browser.fill("Description", "Everything about orders");
        browser.click("Create stream");
        browser.sees("“Order updates” is ready.", "order-updates", "Everything about orders");
    }

    @Test
    void saysWhatIsWrongWithAStream() {
        browser.click("Create stream");
        browser.fill("Name", "transactional");
        browser.click("Create stream");
        browser.sees("This server already has a stream called “transactional”.");
        browser.focuses("Name");
        browser.fill("Name", "Second inbound");
        browser.click("Inbound");
        browser.click("Create stream");
        browser.sees("A server has one inbound stream, and this one has it already.");
        assertThat(browser.violations()).isEmpty();
    }

    @Test
    void renamesAStreamAndKeepsItsSlug() {
        browser.click("Edit", "Broadcast");
        browser.sees("Its slug stays broadcast.");
        browser.fill("Name", "Newsletters");
        browser.click("Save stream");
        browser.sees("“Newsletters” is saved.");
        assertThat(browser.row("Newsletters", WebElement::getText)).contains("broadcast");
    }

    @Test
    void archivesAndRestoresAStream() {
        browser.click("Archive", "Broadcast");
        browser.sees("“Broadcast” is archived. It can be restored for 45 days.");
        browser.sees("An archived stream takes no mail.");
        assertThat(browser.violations()).isEmpty();
        browser.click("Restore", "Broadcast");
        browser.sees("“Broadcast” is restored.");
        browser.seesNoMore("An archived stream takes no mail.");
    }

    @Test
    void offersNoArchiveForTheDefaultStream() {
        assertThat(browser.row("Transactional", WebElement::getText)).doesNotContain("Archive");
    }
}
