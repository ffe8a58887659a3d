package io.sendyard.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import io.sendyard.core.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;

/** Any text as a template: it is filled in or refused with a short sentence, and tells nothing. */
class TemplateRenderingFuzzTests {

    private static final Map<String, Object> VARIABLES =
            Map.of(
                    "name", "<b>Ann</b>",
                    "items", List.of(Map.of("n", 1), Map.of("n", 2)),
                    "shop", Map.of("city", "Köln", "open", true),
                    "none", List.of());

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void isFilledInOrRefused(byte[] input) throws Exception {
        var template = new String(Fuzzed.stretched(input), UTF_8);
        try {
            holds(
                    template,
                    Fuzzed.withinLimit(
                            () -> new TemplateRendering().html("html", template, VARIABLES)));
            holds(template, new TemplateRendering().text("text", template, VARIABLES));
        } catch (Refusal refusal) {
            assertThat(refusal.sentence().length()).isBetween(5, 300);
        }
    }

    private static void holds(String template, String filled) {
        if (!template.contains("{{")) {
            assertThat(filled.replace("\\", "")).isEqualTo(template.replace("\\", ""));
        }
        if (!template.contains("io.")) {
            assertThat(filled).doesNotContain("io.sendyard", "com.github.jknack", "java.lang");
        }
    }
}
