package io.sendyard.suppression;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cells as we write them to CSV: no spreadsheet takes one for a formula, and none gets lost. */
final class CsvCells {

    /** An apostrophe is guarded too, so that reading takes away just the one that was added. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t].*", Pattern.DOTALL);

    private static final Pattern TO_QUOTE = Pattern.compile("[\",;\\t\\r\\n']");

    private CsvCells() {}

    /** One line, with its line end. */
    static String line(List<@Nullable String> cells) {
        return cells.stream().map(CsvCells::written).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A cell as it was before it was guarded. */
    static String read(String cell) {
        var text = cell.strip();
        return text.startsWith("'") && FORMULA.matcher(text).matches() ? text.substring(1) : text;
    }

    private static String written(@Nullable String cell) {
        if (cell == null) {
            return "";
        }
        var guarded = FORMULA.matcher(cell).matches() ? "'" + cell : cell;
        return TO_QUOTE.matcher(guarded).find()
                ? '"' + guarded.replace("\"", "\"\"") + '"'
                : guarded;
    }
}
