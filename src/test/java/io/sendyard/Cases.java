package io.sendyard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of cases under {@code cases}: inputs and what is right for each. */
public final class Cases {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-fA-F]{2})|(.))");

    private Cases() {}

    /** The rows of a table, each with its cells by the names of their columns. */
    public static List<Row> table(String file) {
        var lines =
                text(file)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("\t", -1))
                        .toList();
        var names = lines.getFirst();
        return lines.stream().skip(1).map(cells -> row(names, cells)).toList();
    }

    /** A file in UTF-8. */
    public static String text(String file) {
        return new String(octets(file), UTF_8);
    }

    /** A file as it is. */
    public static byte[] octets(String file) {
        try (var in = Cases.class.getResourceAsStream("/cases/" + file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The octets that a cell stands for, each as a character. */
    public static String unescaped(String cell) {
        var latin = new String(cell.getBytes(UTF_8), ISO_8859_1);
        return ESCAPE.matcher(latin).replaceAll(match -> Matcher.quoteReplacement(octet(match)));
    }

    private static String octet(MatchResult escape) {
        if (escape.group(1) != null) {
            return Character.toString(Integer.parseInt(escape.group(1), 16));
        }
        return switch (escape.group(2)) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            default -> escape.group(2);
        };
    }

    private static Row row(String[] names, String[] cells) {
        var row = new HashMap<String, String>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], cells[i]);
        }
        return new Row(row);
    }

    /** One case. */
    public record Row(Map<String, String> cells) {

        /** The cell in a column. */
        public String get(String column) {
            return Objects.requireNonNull(cells.get(column), column);
        }
    }
}
