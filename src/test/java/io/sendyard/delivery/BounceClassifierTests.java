package io.sendyard.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Cases;
import io.sendyard.Fuzzed;
import io.sendyard.message.BounceClass;
import io.sendyard.smtp.client.ServerReply;
import io.sendyard.smtp.client.SmtpStage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bounce class of replies: the case file row by row, and a corpus of 49 receiving systems. */
class BounceClassifierTests {

    private static final String CORPUS = "bounces/replies.tsv";
    private static final BounceClassifier CLASSIFIER = TestParties.classifier("x@dest.test");

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void classifiesEachCase(String reply, String stage, String expected) {
        assertThat(List.of(expected.split("/", -1))).contains(verdict(reply, stage));
    }

    static Stream<Arguments> cases() {
        return Cases.table("smtp-replies.tsv").stream()
                .map(row ->
                        Arguments.of(
                                row.get("reply"),
                                row.get("stage"),
                                row.get("class").replaceFirst("^sender$", "sender/block")));
    }

    @Test
    void suppressesNoReplyOfTheCorpusFalsely() {
        assertThat(wrong(Cases.table(CORPUS), row -> !expects(row, "hard")))
                .filteredOn(found -> found.startsWith("hard"))
                .isEmpty();
    }

    @Test
    void suppressesForNoDanger() {
        var classifier =
                new BounceClassifier(
                        TestParties.of("x@dest.test", "app@acme.example", "mail.sendyard.example"));

        assertThat(Cases.table("bounces/dangers.tsv"))
                .hasSizeGreaterThanOrEqualTo(400)
                .filteredOn(row -> isHard(classifier, row.get("reply")))
                .isEmpty();
    }

    @Test
    void classifiesAtLeast95PercentOfTheCorpus() {
        var rows = Cases.table(CORPUS);
        var hard = rows.stream().filter(row -> expects(row, "hard")).toList();

        assertThat(rows).hasSizeGreaterThanOrEqualTo(200);
        assertThat(wrong(hard, _ -> true)).hasSizeLessThanOrEqualTo(hard.size() / 20);
        assertThat(wrong(rows, _ -> true)).hasSizeLessThanOrEqualTo(rows.size() / 20);
    }

    @Test
    void readsHugeAndHostileRepliesWithinASecond() throws Exception {
        for (var piece :
                List.of("a.", "user ", "not ", "<a@b", "http://", "1.2.3.", "x@", "[:", "5.1.1 ")) {
            var text = piece.repeat(200_000 / piece.length());
            Fuzzed.withinLimit(() -> CLASSIFIER.classify(null, 550, null, text));
        }
    }

    private static List<String> wrong(List<Cases.Row> rows, Predicate<Cases.Row> among) {
        return rows.stream()
                .filter(among)
                .map(row -> Map.entry(verdict(row.get("reply"), row.get("stage")), row))
                .filter(found -> !expects(found.getValue(), found.getKey()))
                .map(found -> "%s: %s".formatted(found.getKey(), found.getValue()))
                .toList();
    }

    private static boolean expects(Cases.Row row, String found) {
        return List.of(row.get("class").replace("sender", "sender/block").split("/", -1))
                .contains(found);
    }

    private static String verdict(String cell, String stage) {
        var octets = Cases.unescaped(cell).getBytes(ISO_8859_1);
        var reply = reply(new String(octets, UTF_8));
        var at =
                switch (stage) {
                    case "greeting" -> SmtpStage.GREETING;
                    case "MAIL" -> SmtpStage.MAIL;
                    case "DATA" -> SmtpStage.END;
                    default -> SmtpStage.RECIPIENT;
                };
        int code = reply.code();
        var enhanced = reply.enhancedCode();
        if (at.beforeMessage() || !CLASSIFIER.permanent(code, enhanced, reply.text())) {
            return "transient";
        }
        return CLASSIFIER
                .classify(at, code, enhanced, reply.text())
                .name()
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isHard(BounceClassifier classifier, String cell) {
        var reply = reply(cell);
        return classifier.classify(
                        SmtpStage.RECIPIENT, reply.code(), reply.enhancedCode(), reply.text())
                == BounceClass.HARD;
    }

    private static ServerReply reply(String text) {
        var lines = text.lines().map(line -> line.substring(4)).toList();
        return new ServerReply(Integer.parseInt(text.substring(0, 3)), lines, false);
    }
}
