package io.sendyard.system;

import org.assertj.core.api.SoftAssertions;

/** A look at one screen in both lights and widths. */
record Look(Browser browser) {

    /**
     * Keeps its four pictures; nothing may stick out sideways, axe may find nothing, and each link
     * brings the fragment it asks for.
     */
    void at(String screen) {
        var problems = new SoftAssertions();
        var window = browser.window();
        problems.assertThat(browser.page().unanswered()).as("links of %s", screen).isEmpty();
        for (int width : new int[] {Window.WIDE, Window.NARROW}) {
            window.width(width);
            window.light();
            browser.picture("%s-light-%d".formatted(screen, width));
            window.dark();
            browser.picture("%s-dark-%d".formatted(screen, width));
            problems.assertThat(browser.overflow())
                    .as("what sticks out of %s at %d", screen, width)
                    .isEmpty();
            if (width == Window.WIDE) {
                window.light();
            }
            problems.assertThat(browser.violations())
                    .as("what axe finds at %d in %s", width, screen)
                    .isEmpty();
        }
        window.light();
        window.width(Window.WIDE);
        problems.assertAll();
    }
}
