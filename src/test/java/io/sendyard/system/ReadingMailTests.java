package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Mail;
import io.sendyard.World;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

@BrowserTest
class ReadingMailTests {

    @Autowired World world;
    @Autowired Mail mail;
    @Autowired AutowireCapableBeanFactory beans;

    private final Browser browser;

    ReadingMailTests(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void openTheLog() {
        beans.createBean(Gallery.class).furnish();
        browser.signIn(world.ada());
        browser.open("/email/servers/%s/activity".formatted(world.production().cuid()));
    }

    @Test
    @Tag("everywhere")
    void findsFollowsAndOpensAMessage() {
        var queued = mail.of(world.production()).subject("On its way").status("queued").save();
        browser.sees("Show 1 newer message");
        browser.click("Show 1 newer message");
        browser.sees("On its way", "Queued");
        mail.become(queued, "bounced");
        browser.until(
                "the row to change in place",
                () -> browser.row("On its way", WebElement::getText).contains("Bounced"));

        browser.fill("Recipient, subject or message ID", "hosting in june");
        browser.seesNoMore("On its way");
        browser.press("\uE007");
        browser.sees("Clear all");
        // The list that Enter asked for may come after it was gone through.
        browser.until(
                "the row to be chosen",
                () -> {
                    browser.press("j");
                    return browser.focused().contains("Hosting in June");
                });
        browser.press("\uE007");
        browser.sees("What happened", "Attempt 1 deferred", "in 642 ms");
        browser.click("SMTP conversation");
        browser.sees("220 mx1.stadtwerke.example ESMTP");
        browser.click("Headers");
        browser.sees("Reply-To");
        assertThat(browser.path()).endsWith("?view=headers");
    }

    /** Scripts, forms, pictures, styles and frames in it reach for two hosts, in vain. */
    @Test
    void showsAMessageAndNothingLeavesTheBrowser() {
        browser.open(
                "/email/servers/%s/activity?q=hosting+in+june"
                        .formatted(world.production().cuid()));
        browser.click("Hosting in June: your invoice");
        browser.sees("1 remote picture is blocked");
        assertThat(browser.element("iframe.preview", ReadingMailTests::sandbox)).isEmpty();
        browser.element("iframe.preview", browser.driver().switchTo()::frame);
        assertThat(browser.element("body", WebElement::getText)).contains("Your invoice for June");
        browser.driver().switchTo().defaultContent();

        var asked = browser.console().requests();
        assertThat(asked).anyMatch(address -> address.contains("/preview"));
        assertThat(asked).noneMatch(ReadingMailTests::isElsewhere);
        assertThat(browser.title()).doesNotContain("run");

        browser.click("Load it");
        browser.seesNoMore("Load it");
        browser.until(
                "the log to tell of what does leave",
                () ->
                        browser.console().requests().stream()
                                .anyMatch(ReadingMailTests::isElsewhere));
        // The host that it asks for is not there, and the console says so.
        browser.console().forget();
    }

    private static @Nullable String sandbox(WebElement frame) {
        return frame.getDomAttribute("sandbox");
    }

    private static boolean isElsewhere(String address) {
        return address.contains("evil") || address.contains("tracker");
    }
}
