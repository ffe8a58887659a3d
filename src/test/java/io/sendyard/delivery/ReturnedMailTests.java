package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Cases;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mail that comes back: the case files one by one, and a corpus of 37 forms. */
class ReturnedMailTests {

    private static final String RECIPIENT = "kim@dest.test";
    private static final String RETURN_PATH =
            "bounces+0123456789abcdefghijklmnopqrstuv@bounces.example.org";
    private static final String COPY =
            """
            From: app@example.org
            To: %s
            Subject: case
            Message-ID: <case-1@example.org>

            550 5.1.1 no such user stands in our own text.\
            """
                    .formatted(RECIPIENT);

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void readsEachCase(String file, String sender, String expected) {
        var mail =
                new String(Cases.octets("dsn/" + file), StandardCharsets.ISO_8859_1)
                        .replace("{recipient}", RECIPIENT)
                        .replace("{returnpath}", RETURN_PATH)
                        .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(List.of(expected.split("/", -1))).contains(verdict(sender, mail));
    }

    static Stream<Arguments> cases() {
        return Cases.table("dsn.tsv").stream()
                .map(row ->
                        Arguments.of(
                                row.get("file"),
                                row.get("sender"),
                                row.get("class")
                                        .replaceFirst("^sender$", "sender/block")
                                        .replaceFirst("^none$", "none/auto")));
    }

    @Test
    void suppressesNothingOfTheCorpusFalsely() {
        assertThat(wrong()).filteredOn(found -> found.startsWith("hard")).isEmpty();
    }

    @Test
    void readsAtLeast95PercentOfTheCorpus() {
        var rows = Cases.table("bounces/returned.tsv");

        assertThat(rows).hasSizeGreaterThanOrEqualTo(100);
        assertThat(wrong()).hasSizeLessThanOrEqualTo(rows.size() / 20);
    }

    private static List<String> wrong() {
        var forms = forms();
        return Cases.table("bounces/returned.tsv").stream()
                .map(row -> {
                    var found = verdict(row.get("sender"), mail(forms, row));
                    var expected = row.get("class").replace("sender", "sender/block");
                    return List.of(expected.split("/", -1)).contains(found)
                            ? null
                            : found + ": " + row;
                })
                .filter(Objects::nonNull)
                .toList();
    }

    private static byte[] mail(Map<String, String> forms, Cases.Row row) {
        return Objects.requireNonNull(forms.get(row.get("form")), row.get("form"))
                .replace("{status}", row.get("status"))
                .replace("{text}", row.get("text"))
                .replace("{copy}", COPY)
                .replace("{recipient}", RECIPIENT)
                .replace("{returnpath}", RETURN_PATH)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> forms() {
        var forms = new HashMap<String, String>();
        for (var form : Cases.text("bounces/returned-forms.txt").split("(?m)^=== ", -1)) {
            var lines = new ArrayList<>(List.of(form.split("\n", -1)));
            forms.put(lines.removeFirst(), String.join("\n", lines));
        }
        return forms;
    }

    private static String verdict(String sender, byte[] mail) {
        var path = sender.equals("<>") ? "" : sender.replace("{recipient}", RECIPIENT);
        var report = ReturnedMail.read(path, TestParties.of(RECIPIENT, "app@example.org"), mail);
        return switch (report.kind()) {
            case FAILED ->
                    TestParties.classifier(RECIPIENT)
                            .classify(report)
                            .name()
                            .toLowerCase(Locale.ROOT);
            case COMPLAINT -> "complaint";
            case OPT_OUT -> "unsubscribe";
            case AUTO_REPLY -> "auto";
            case RETURNED -> "returned";
            case NONE -> "none";
        };
    }
}
