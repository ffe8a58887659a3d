package io.sendyard.core;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cells as we write them to CSV: no spreadsheet takes one for a formula, and none gets lost. One
 * that cuts lines at other characters than we do sees cells within ours, so what begins after such
 * a character is guarded as well.
 */
public final class CsvCells {

    private static final String BEGIN = "(?<=^|[,;\\t\\r\\n])";

    /**
     * An apostrophe is guarded too, so that reading takes away just the one that was added. Some
     * spreadsheets read full-width signs and the minus sign as they read those of ASCII.
     */
    private static final String FORMULA = "(?=[\"']*+[=+\\-@\\t\uFF1D\uFF0B\uFF0D\uFF20\u2212])";

    /** Spreadsheets may skip it at the start of a cell; further on it only ends a line. */
    private static final String LINE_END = "(?=[\"']*+[\\r\\n])";

    private static final Pattern UNGUARDED = Pattern.compile(BEGIN + FORMULA + "|^" + LINE_END);
    private static final Pattern GUARDED =
            Pattern.compile(BEGIN + "'" + FORMULA + "|^'" + LINE_END);

    private static final Pattern TO_QUOTE = Pattern.compile("[\",;\\t\\r\\n']");

    private CsvCells() {}

    /** One line, with its line end. */
    public static String line(List<@Nullable String> cells) {
        return cells.stream().map(CsvCells::written).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A cell as it was before it was guarded. */
    public static String read(String cell) {
        return GUARDED.matcher(cell.stripLeading()).replaceAll("").stripTrailing();
    }

    private static String written(@Nullable String cell) {
        if (cell == null) {
            return "";
        }
        var guarded = UNGUARDED.matcher(cell).replaceAll("'");
        return TO_QUOTE.matcher(guarded).find()
                ? '"' + guarded.replace("\"", "\"\"") + '"'
                : guarded;
    }
}
