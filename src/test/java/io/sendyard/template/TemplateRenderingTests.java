package io.sendyard.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.core.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateRenderingTests {

    private final TemplateRendering rendering = new TemplateRendering();

    @Test
    void escapesInHtmlOnly() {
        var values = Map.<String, Object>of("name", "<A & \"B\">");

        assertThat(rendering.html("html", "{{name}} {{{name}}}", values))
                .isEqualTo("&lt;A &amp; &quot;B&quot;&gt; <A & \"B\">");
        assertThat(rendering.text("text", "{{name}}", values)).isEqualTo("<A & \"B\">");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            textBlock =
                    """
                    {{#each list}}{{@index}}{{this}}{{#unless @last}},{{/unless}}{{/each}} § 0a,1b
                    {{#list}}{{this}}{{/list}} § ab
                    {{#each map}}{{@key}}={{this}};{{/each}} § x=1;y=2;
                    {{#each list as |item i|}}{{i}}{{item}}{{/each}} § 0a1b
                    {{#each none}}x{{else}}nobody{{/each}} § nobody
                    {{#if yes}}Y{{else}}N{{/if}}{{#unless yes}}N{{/unless}} § Y
                    {{#with map}}{{x}}{{../yes}}{{/with}} § 1true
                    {{map.y}}{{list.[1]}}{{lookup list 0}} § 2ba
                    {{missing}}{{missing.more}}. § .
                    """)
    void fillsInAsHandlebarsDoes(String template, String expected) {
        var map = new LinkedHashMap<String, Object>();
        map.put("x", 1);
        map.put("y", 2);
        var values =
                Map.<String, Object>of(
                        "list", List.of("a", "b"), "map", map, "yes", true, "none", List.of());

        assertThat(rendering.text("text", template, values)).isEqualTo(expected);
    }

    @Test
    void aNullIsNothing() {
        var values = new LinkedHashMap<String, Object>();
        values.put("a", null);
        values.put("list", Arrays.asList("x", null));

        assertThat(rendering.text("text", "{{a}}{{#each list}}[{{this}}]{{/each}}", values))
                .startsWith("[x][");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{name.class}}",
                "{{name.bytes}}",
                "{{constructor}}",
                "{{class.classLoader}}",
                "{{list.class.name}}",
                "{{lookup name \"class\"}}",
                "{{#with name}}{{class}}{{length}}{{/with}}",
                "{{getClass}}",
                "{{this.name.getClass}}"
            })
    void showsTheCustomersValuesAndNothingElse(String template) {
        assertThat(rendering.text("text", template, Map.of("name", "Ann", "list", List.of(1))))
                .isIn("", "Ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{> application}}",
                "{{> /etc/passwd}}",
                "{{> \"../application.yaml\"}}",
                "{{#> layout}}x{{/layout}}",
                "{{#*inline \"a\"}}{{> a}}{{/inline}}{{> a}}",
                "{{embedded \"application\"}}",
                "{{precompile \"application\"}}",
                "{{#partial \"x\"}}y{{/partial}}",
                "{{#block \"x\"}}y{{/block}}",
                "{{i18n \"x\"}}",
                "{{i18nJs \"en\"}}",
                "{{log \"x\"}}",
                "{{#if}}",
                "{{#each list}}",
                "{{name",
                "{{/if}}",
                "{{#if a}}{{/each}}",
                "{{{name}}"
            })
    void refusesAtTheFieldWhatItDoesNotKnow(String template) {
        try {
            // As a name without a meaning it is an empty place at the most.
            assertThat(rendering.text("text", template, Map.of("name", "Ann"))).isIn("", "x", "y");
        } catch (Refusal refusal) {
            assertThat(refusal.field()).isEqualTo("text");
            assertThat(refusal.sentence())
                    .hasSizeLessThan(300)
                    .doesNotContain("handlebars", "java.", "/etc/passwd:");
        }
    }

    @Test
    void tellsLineAndColumn() {
        assertThatThrownBy(() -> rendering.html("html", "<p>\nHello {{#if x}}\n</p>", Map.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageMatching("(?s)Line \\d+, column \\d+: .+");
    }

    @Test
    void endsLoopsInLoops() {
        var list = Collections.nCopies(300, 1);
        var before = Instant.now();

        assertThatThrownBy(() ->
                        rendering.text(
                                "text",
                                "{{#each l}}{{#each ../l}}{{#each ../../l}}x{{/each}}{{/each}}{{/each}}",
                                Map.of("l", list)))
                .isInstanceOf(Refusal.class)
                .hasMessageMatching(".*(5 MiB|two seconds).*");
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void refusesAPathLongerThanAnybodyNeeds() {
        var nineteen = "a.".repeat(19) + "a";

        assertThat(rendering.text("text", "{{" + nineteen + "}} " + ".".repeat(80), Map.of()))
                .isEqualTo(" " + ".".repeat(80));
        for (var path : List.of(nineteen + ".a", "a/".repeat(1_000), "#^" + ".b".repeat(1_000))) {
            assertThatThrownBy(() -> rendering.text("text", "{{" + path + "}}", Map.of()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("20 names deep");
        }
    }

    @Test
    void takesATemplateOf1MiBAndAResultOf5() {
        var values = Map.<String, Object>of("l", List.of(1, 2, 3, 4, 5), "m", List.of(1));
        int size = 1024 * 1024;
        var start = "{{#each l}}";
        var end = "{{/each}}";
        var fits = start + "x".repeat(size - start.length() - end.length()) + end;

        assertThat(rendering.text("text", fits, values)).hasSizeGreaterThan(4 * size);
        assertThatThrownBy(() -> rendering.text("text", fits + "x", values))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("1 MiB");
        assertThatThrownBy(
                        () -> rendering.text("text", fits, Map.of("l", List.of(1, 2, 3, 4, 5, 6))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("5 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{#a}}", "{{", "{{a}}", "{{!", "((((", "{{#if (", "{", "}}"})
    void isThroughWithHostileTemplatesSoon(String piece) {
        var before = Instant.now();
        try {
            rendering.html("html", piece.repeat(20_000), Map.of("a", Map.of()));
        } catch (Refusal refusal) {
            assertThat(refusal.field()).isEqualTo("html");
        }
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }
}
