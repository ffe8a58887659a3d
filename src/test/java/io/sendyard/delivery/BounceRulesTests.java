package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bounce classes, row by row. */
class BounceRulesTests {

    private static final String COLUMNS = "class\tpattern\texample\tsource";
    private static final String REST = "soft\t\t554 x\tRFC 5321";

    @ParameterizedTest(name = "line {0}: {1}")
    @MethodSource("rows")
    void eachRowDecidesItsExample(int line, String example) {
        var text =
                RejectionText.line(
                        TestParties.of("kim@dest.test", "app@example.org"),
                        Integer.valueOf(example.substring(0, 3)),
                        null,
                        example.substring(4));

        assertThat(BounceClassifier.rules().match(text).line()).as(text).isEqualTo(line);
    }

    static Stream<Arguments> rows() {
        return BounceClassifier.rules().rows().stream()
                .map(row -> Arguments.of(row.line(), row.example()));
    }

    @Test
    void wordsStandForPartsOfPatterns() {
        var rules =
                BounceRules.parse(
                        List.of(
                                COLUMNS,
                                "word\twho\t(?:user|box)\t",
                                "hard\tno {who}\t550 no box\tx",
                                REST));

        assertThat(rules.match("550 ; no box").line()).isEqualTo(3);
        assertThat(rules.match("550 ; nothing").line()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hard~x~550 x | line 2 must have 4 cells, but has 3",
                "firm~x~550 x~RFC | line 2 must begin with a bounce class, not firm",
                "hard~(~550 x~RFC | line 2 must have a regular expression: Unclosed group",
                "hard~x~~RFC | line 2 must have an example",
                "hard~x~550 x~ | line 2 must name its source",
                "hard~x~550 x~RFC | line 2 must be a row with an empty pattern, for all the rest"
            })
    void aMalformedTableNamesItsLine(String line, String sentence) {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> BounceRules.parse(List.of(COLUMNS, line.strip().replace('~', '\t'))))
                .withMessage("bounce-rules.tsv: " + sentence.strip());
    }
}
