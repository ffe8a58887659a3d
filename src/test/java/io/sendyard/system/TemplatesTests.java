package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every template, however new. */
class TemplatesTests {

    private static final Pattern FRAGMENT =
            Pattern.compile("<[^>]*\\sid=\"([a-z-]+)\"[^>]*\\sth:fragment=\"\\1\"[^>]*>");

    /** The fragment for forms in dialogs, which aims at the page's dialog. */
    private static final String DIALOG_FORM = "~{components/dialog :: form(";

    private static final Pattern TARGET = Pattern.compile("hx[-:]target=\"([^\"]*)\"");

    /**
     * What a Content-Security-Policy without unsafe-inline would stop, and text that is no text.
     */
    private static final List<Pattern> FORBIDDEN =
            Stream.of(
                            "<style",
                            "<script(?![^>]*\\ssrc=|[^>]*\\sth:src=)",
                            "\\s(th:)?style(append)?=",
                            "\\s(th:|hx[-:])?on[a-z:-]+=",
                            "th:utext",
                            "\\[\\(",
                            "javascript:")
                    .map(Pattern::compile)
                    .toList();

    static Stream<String> templates() {
        return Templates.all();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aimOnlyAtFragmentsThatBearTheirIdAsTheirName(String template) {
        var fragments = Templates.all().flatMap(TemplatesTests::fragments).toList();
        var targets = TARGET.matcher(Templates.text(template)).results().map(TemplatesTests::first);
        assertThat(targets.map(target -> target.replaceFirst("^#", ""))).isSubsetOf(fragments);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void holdNoInlineScriptOrStyleAndNoUnescapedText(String template) {
        var text = Templates.text(template);
        assertThat(FORBIDDEN)
                .allSatisfy(forbidden ->
                        assertThat(forbidden.matcher(text).results().map(MatchResult::group))
                                .isEmpty());
    }

    /** A form that comes back with its errors comes back as a fragment of the page it stands in. */
    @ParameterizedTest
    @MethodSource("templates")
    void getTheirFormsBackFromThePageTheyStandIn(String template) {
        var text = Templates.text(template);
        var own = fragments(template).collect(Collectors.toSet());
        var targets =
                Pattern.compile("<form[^>]*hx:post=[^>]*hx-target=\"#([a-z-]+)\"")
                        .matcher(text)
                        .results()
                        .map(TemplatesTests::first)
                        .toList();
        if (Templates.pages().anyMatch(template::equals)) {
            assertThat(own).containsAll(targets);
            assertThat(own.contains("dialog") || !text.contains(DIALOG_FORM)).isTrue();
        }
    }

    private static Stream<String> fragments(String template) {
        return FRAGMENT.matcher(Templates.text(template)).results().map(TemplatesTests::first);
    }

    private static String first(MatchResult match) {
        return match.group(1);
    }
}
