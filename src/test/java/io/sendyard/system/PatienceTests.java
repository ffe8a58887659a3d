package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

@BrowserTest
class PatienceTests {

    private final AtomicInteger looks = new AtomicInteger();
    private final Browser browser;

    PatienceTests(Browser browser) {
        this.browser = browser;
    }

    @Test
    void looksAgainWhereThePageWasReplacedBetweenFindingAndLooking() {
        browser.open("/sign-in");
        String name = browser.field("Email", this::nameOnceThePageIsReplaced);
        assertThat(name).isEqualTo("input");
        assertThat(looks).hasValue(2);
    }

    private String nameOnceThePageIsReplaced(WebElement field) {
        if (looks.getAndIncrement() == 0) {
            browser.open("/sign-in");
        }
        return field.getTagName();
    }
}
