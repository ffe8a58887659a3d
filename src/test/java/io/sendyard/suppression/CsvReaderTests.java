package io.sendyard.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.CsvCells;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\nc,d",
                "a,b\nc,d\n",
                "a,b\r\nc,d\r\n",
                "a,b\rc,d\r",
                "\n\na,b\n\r\nc,d\n\n",
                "\uFEFFa,b\nc,d",
                "a;b\nc;d",
                "a\tb\r\nc\td",
                "\"a\",\"b\"\n\"c\",\"d\"\n",
            })
    void readsEveryKindOfLine(String csv) {
        assertThat(rows(csv))
                .extracting(CsvReader.Row::cells)
                .containsExactly(List.of("a", "b"), List.of("c", "d"));
    }

    @Test
    void readsQuotesCommasAndLineBreaksInQuotes() {
        var rows = rows("\"a\"\"b\",\"c,d\",\"e\r\nf\",g\"h,\nlast");

        assertThat(rows.getFirst().cells()).containsExactly("a\"b", "c,d", "e\nf", "g\"h", "");
        assertThat(rows.getLast()).isEqualTo(new CsvReader.Row(3, List.of("last"), null));
    }

    @Test
    void goesOnBehindARowThatIsTooLong() {
        var rows = rows("a\n" + "x".repeat(3_000_000) + "\nb\n\"" + "y".repeat(20_000) + "\nc");

        assertThat(rows).extracting(CsvReader.Row::line).containsExactly(1, 2, 3, 4, 5);
        assertThat(rows)
                .extracting(row -> row.problem() == null)
                .containsExactly(true, false, true, false, true);
    }

    @Test
    void takesTheLongestRow() {
        assertThat(rows("x".repeat(CsvReader.LONGEST_ROW)).getFirst().problem()).isNull();
        assertThat(rows("x".repeat(CsvReader.LONGEST_ROW + 1)).getFirst().problem())
                .contains("10,000");
    }

    @Test
    void aQuoteThatIsNotClosedSpoilsItsRow() {
        assertThat(rows("a\n\"b\nc\n")).hasSize(2).last().extracting("problem").isNotNull();
    }

    @Test
    void aRowInAnotherEncodingSpoilsItself() {
        var rows = rows("a\nMünchen\nb".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(rows)
                .extracting(row -> row.problem() == null)
                .containsExactly(true, false, true);
        assertThat(rows.get(1).problem()).contains("UTF-8");
    }

    @Test
    void anEmptyFileHasNoRows() {
        assertThat(rows("")).isEmpty();
        assertThat(rows("\uFEFF\r\n\r\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\tx",
                "\rx",
                "\nx",
                "\t",
                "\r",
                "'\rx",
                "\"\rx",
                "a\r\n\r\nb",
                "'=1",
                "''+x",
                "a,b",
                "a\"b",
                "a;=1",
                "a;'=1",
                "a,\"=1",
                "a\t-\t''+1",
                "a\n@x",
                "＝1+1",
                "a;＋1",
                "－1",
                "＠SUM(A1)",
                "−1",
                "'＝1",
                "'",
                "o'x"
            })
    void givesBackEveryCellThatIsWritten(String cell) {
        var line = CsvCells.line(List.of("x", cell, "y"));
        var row = rows(line).getFirst();

        assertThat(CsvCells.read(row.cells().get(1)))
                .isEqualTo(cell.isBlank() ? "" : cell.replaceAll("\r\n?", "\n"));
        assertThat(row.cells().get(1)).doesNotStartWith("=");
        assertThat(row.cells().get(1).charAt(0))
                .isNotIn('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '−');
        assertThat(line)
                .as("However a spreadsheet cuts it")
                .doesNotContainPattern("[,;\\t\\r\\n]\"*[=+@\\t-]");
    }

    private static List<CsvReader.Row> rows(String csv) {
        return rows(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static List<CsvReader.Row> rows(byte[] csv) {
        try {
            var reader = new CsvReader(new ByteArrayInputStream(csv));
            var rows = new ArrayList<CsvReader.Row>();
            for (var row = reader.next(); row != null; row = reader.next()) {
                rows.add(Objects.requireNonNull(row));
            }
            return rows;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
