package io.sendyard.system;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.List;
import org.openqa.selenium.WebDriver;

/**
 * What axe finds wrong with a page: WCAG 2.2 A and AA, and its best practice. A frame shows
 * somebody's mail, whose markup is not ours to judge.
 */
final class Accessibility {

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private Accessibility() {}

    @SuppressWarnings("deprecation") // The other mode opens a second window for each page.
    static List<String> violations(WebDriver driver) {
        return new AxeBuilder()
                        .withTags(RULES)
                        .setLegacyMode(true)
                        .exclude("iframe")
                        .analyze(driver)
                        .getViolations()
                        .stream()
                        .map(rule ->
                                "%s: %s %s"
                                        .formatted(
                                                rule.getId(),
                                                rule.getHelp(),
                                                rule.getNodes().stream()
                                                        .map(node -> node.getHtml())
                                                        .toList()))
                        .toList();
    }
}
