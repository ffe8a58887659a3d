package io.sendyard.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values that people and programs should not send, and do. */
final class HostileValues {

    /** Those of {@link #texts} that a name may be, since they can be kept as they are. */
    static final Set<String> FINE_AS_A_NAME =
            Set.of("100 emoji", "decomposed", "markup", "expression", "preprocessing", "sql");

    /** One of each kind that a route could trip over; the rules themselves are tested with all. */
    private static final List<String> SAMPLE =
            List.of(
                    "empty",
                    "only no-break spaces",
                    "NUL",
                    "right-to-left override",
                    "101 emoji",
                    "10,000 letters",
                    "100 emoji",
                    "decomposed",
                    "markup",
                    "preprocessing");

    private HostileValues() {}

    /** Those of {@link #texts} that each field of each route is tried with. */
    static Map<String, String> sample() {
        var sample = texts();
        sample.keySet().retainAll(SAMPLE);
        return sample;
    }

    /** Texts, each with what is bad about it. */
    static Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("empty", "");
        texts.put("only spaces", "   \t ");
        texts.put("only no-break spaces", "\u00a0\u2007\u202f\u3000");
        texts.put("only invisible marks", "\u200b\u2060\ufeff");
        texts.put("NUL", "a\0b");
        texts.put("bell", "a\u0007b");
        texts.put("line break", "a\r\nb");
        texts.put("line separator", "a\u2028b");
        texts.put("C1 control", "a\u0085b");
        texts.put("delete", "a\u007fb");
        texts.put("right-to-left override", "a\u202eb");
        texts.put("isolate", "a\u2066b");
        texts.put("Arabic letter mark", "a\u061cb");
        texts.put("101 letters", "a".repeat(101));
        texts.put("101 emoji", "\ud83d\ude80".repeat(101));
        texts.put("10,000 letters", "a".repeat(10_000));
        texts.put("100 emoji", "\ud83d\ude80".repeat(100));
        texts.put("decomposed", "Cafe\u0301");
        texts.put("markup", "<img src=x onerror=alert(1)>");
        texts.put("expression", "[[${1111111*1111111}]] ${1111111*1111111} {{constructor}}");
        texts.put("preprocessing", "__${1111111*1111111}__");
        texts.put("sql", "'; drop table server; --\\");
        return texts;
    }

    /** JSON values where text is expected. */
    static Map<String, String> notTexts() {
        var values = new LinkedHashMap<String, String>();
        values.put("lone high surrogate", "\"a\\ud800b\"");
        values.put("lone low surrogate", "\"a\\udc00b\"");
        values.put("number", "1");
        values.put("huge number", "1e400");
        values.put("very long number", "9".repeat(2_000));
        values.put("boolean", "true");
        values.put("array", "[\"a\"]");
        values.put("object", "{\"a\": \"b\"}");
        values.put("deep array", "[".repeat(600) + "]".repeat(600));
        return values;
    }
}
