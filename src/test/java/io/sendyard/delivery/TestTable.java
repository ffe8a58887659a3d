package io.sendyard.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** A table of test inputs: a TSV resource whose first line that is no remark names the columns. */
final class TestTable {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-f]{2})|([nrt\\\\]))");

    private TestTable() {}

    /** The rows, each by column name. */
    static List<Map<String, String>> rows(String resource) {
        var lines = text(resource).lines().filter(line -> !line.startsWith("#")).toList();
        var names = lines.getFirst().split("\t", -1);
        var rows = new ArrayList<Map<String, String>>();
        for (var line : lines.subList(1, lines.size())) {
            var cells = line.split("\t", -1);
            if (cells.length != names.length) {
                throw new IllegalArgumentException("%s: %s".formatted(resource, line));
            }
            var row = new HashMap<String, String>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    /** A cell with its escapes replaced by what they mean. */
    static String unescaped(String cell) {
        return ESCAPE.matcher(cell)
                .replaceAll(
                        escape ->
                                escape.group(1) != null
                                        ? Character.toString(Integer.parseInt(escape.group(1), 16))
                                        : switch (escape.group(2)) {
                                            case "n" -> "\n";
                                            case "r" -> "\r";
                                            case "t" -> "\t";
                                            default -> "\\\\";
                                        });
    }

    static String text(String resource) {
        return new String(octets(resource), StandardCharsets.UTF_8);
    }

    static byte[] octets(String resource) {
        try (var in = TestTable.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
