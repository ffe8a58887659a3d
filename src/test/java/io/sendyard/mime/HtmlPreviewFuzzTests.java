package io.sendyard.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Timeout;

/** Any octets taken apart as a message, and any HTML shown: what comes out does nothing. */
class HtmlPreviewFuzzTests {

    private static final Set<String> LIVE =
            Set.of(
                    "script",
                    "iframe",
                    "frame",
                    "object",
                    "embed",
                    "form",
                    "input",
                    "button",
                    "link",
                    "base",
                    "svg",
                    "math",
                    "template",
                    "noscript",
                    "video",
                    "audio",
                    "source",
                    "applet",
                    "textarea",
                    "select");

    private static final String FETCHING =
            "(?i)@import|url\\s*\\((?!\\s*['\"]?data:image/)|image-set\\s*\\(|expression\\s*\\(|behavior\\s*:";

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void isHarmless(byte[] input) throws Exception {
        var octets = Fuzzed.stretched(input);
        var parts = Fuzzed.withinLimit(() -> MessageParts.of(octets));
        assertThat(parts.attachments()).hasSizeLessThanOrEqualTo(201);
        assertThat(parts.headers()).hasSizeLessThanOrEqualTo(500);
        shown(parts);
        shown(new MessageParts(List.of(), new String(octets, UTF_8), null, List.of()));
    }

    private static void shown(MessageParts parts) throws Exception {
        holds(Fuzzed.withinLimit(() -> HtmlPreview.of(parts, false)).html());
        HtmlPreview.of(parts, true);
    }

    private static void holds(String html) {
        var page = Jsoup.parse(html);
        assertThat(page.select("meta")).hasSize(1);
        for (var element : page.getAllElements()) {
            assertThat(LIVE).doesNotContain(element.normalName());
            element.attributes()
                    .forEach(attribute ->
                            harmless(element, attribute.getKey(), attribute.getValue()));
        }
        page.select("style").forEach(style -> noFetching(style.data()));
    }

    private static void harmless(Element element, String name, String value) {
        var key = name.toLowerCase(Locale.ROOT);
        assertThat(key)
                .doesNotStartWith("on")
                .isNotIn("href", "srcset", "action", "background", "srcdoc", "formaction", "data");
        if (key.equals("src")) {
            assertThat(element.normalName()).isEqualTo("img");
            assertThat(value.strip().toLowerCase(Locale.ROOT)).startsWith("data:image/");
        }
        if (key.equals("style")) {
            noFetching(value);
        }
    }

    private static void noFetching(String css) {
        assertThat(css).doesNotContain("\\", "<", ">").doesNotContainPattern(FETCHING);
    }
}
