package io.sendyard.system;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

/** Waiting for a page that is changing under the hand. */
final class Patience {

    private static final Duration SETTLING = Duration.ofSeconds(3);
    private static final long PAUSE_MILLIS = 20;

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

    /** Chromium lays a page out anew a moment after its window changed. */
    static <T> T lasting(Supplier<T> look, Predicate<T> well) {
        long end = System.nanoTime() + SETTLING.toNanos();
        var seen = look.get();
        while (!well.test(seen) && System.nanoTime() < end) {
            pause();
            seen = look.get();
        }
        return seen;
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
