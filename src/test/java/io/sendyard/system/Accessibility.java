package io.sendyard.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.JavascriptExecutor;

/**
 * What axe finds wrong with a page: WCAG 2.2 A and AA, and its best practice. A frame shows
 * somebody's mail, whose markup is not ours to judge.
 */
final class Accessibility {

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static final String AXE = axe();

    /** Only the violations come over the wire: all else that axe tells of a page is long. */
    private static final String RUN =
            """
            const [rules, done] = arguments;
            axe.run(
              {include: [["html"]], exclude: [["iframe"]]},
              {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]})
              .then(({violations}) => done(violations.map((rule) =>
                `${rule.id}: ${rule.help} ${rule.nodes.map((node) => node.html).join(", ")}`)))
              .catch((problem) => done([`axe failed: ${problem}`]));
            """;

    private Accessibility() {}

    @SuppressWarnings("unchecked") // A list of what it found.
    static List<String> violations(JavascriptExecutor page) {
        if (!Boolean.TRUE.equals(page.executeScript("return 'axe' in window"))) {
            page.executeScript(AXE);
        }
        return (List<String>) Objects.requireNonNull(page.executeAsyncScript(RUN, RULES));
    }

    private static String axe() {
        try (var script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
            return new String(
                    Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
