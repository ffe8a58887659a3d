package io.sendyard.system;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

/** Waiting for a page that is changing under the hand. */
final class Patience {

    private Patience() {}

    /** What is found, or null where the page was just being replaced. */
    static <T> @Nullable T tried(Supplier<@Nullable T> look) {
        try {
            return look.get();
        } catch (WebDriverException replaced) {
            return null;
        }
    }

    /**
     * Whether it was there to be clicked on; what lies behind something else can be tried again.
     */
    static boolean clicked(@Nullable WebElement element) {
        if (element == null) {
            return false;
        }
        element.click();
        return true;
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
