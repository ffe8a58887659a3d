package io.sendyard.suppression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import io.sendyard.core.CsvCells;
import io.sendyard.core.Name;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;

/** Any file as a list of suppressions; and what is written is read again as it was. */
class CsvFuzzTests {

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void isReadRowByRow(byte[] input) throws Exception {
        var file = Fuzzed.stretched(input);
        Fuzzed.withinLimit(() -> imported(file)).forEach(CsvFuzzTests::holds);
        written(input);
    }

    private static List<ImportRows.Chunk> imported(byte[] file) throws IOException {
        var chunks = new ArrayList<ImportRows.Chunk>();
        var rows =
                new ImportRows(
                        new ByteArrayInputStream(file), null, SuppressionReason.MANUAL, List.of());
        for (var chunk = rows.next(500); chunk != null; chunk = rows.next(500)) {
            chunks.add(chunk);
        }
        return chunks;
    }

    private static void holds(ImportRows.Chunk chunk) {
        for (var entry : chunk.entries()) {
            assertThat(entry.address().toString()).doesNotContainPattern("\\p{Cntrl}");
            assertThat(String.valueOf(entry.note())).doesNotContainPattern("\\p{Cntrl}");
        }
        for (var problem : chunk.problems()) {
            assertThat(problem.line()).isPositive();
            assertThat(problem.message()).doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(400);
        }
    }

    private static void written(byte[] file) throws IOException {
        var reader = new CsvReader(new ByteArrayInputStream(file));
        for (var row = reader.next(); row != null; row = reader.next()) {
            assertThat(row.cells().stream().mapToInt(String::length).sum())
                    .isLessThanOrEqualTo(CsvReader.LONGEST_ROW);
            if (row.problem() == null) {
                holds(row.cells().stream().map(Name::kept).toList());
            }
        }
    }

    private static void holds(List<String> cells) throws IOException {
        var all = new ArrayList<>(List.of("first"));
        all.addAll(cells);
        var line = CsvCells.line(new ArrayList<>(all));
        assertThat(line).doesNotContainPattern("(^|[,;\\t\\r\\n])\"*[=+@\\t-]");
        var read = new CsvReader(new ByteArrayInputStream(line.getBytes(UTF_8))).next();
        assertThat(Objects.requireNonNull(read).cells().stream().map(CsvCells::read).toList())
                .isEqualTo(all);
    }
}
