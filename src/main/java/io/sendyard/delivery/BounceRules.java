package io.sendyard.delivery;

import io.sendyard.message.BounceClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The table {@code bounce-rules.tsv}: what a rejection is about. The first matching row decides.
 */
final class BounceRules {

    private static final String RESOURCE = "bounce-rules.tsv";
    private static final String COLUMNS = "class\tpattern\texample\tsource";
    private static final String WORD = "word";

    /** The start of a line that has known words only; all of it in a table without words. */
    private static final String KNOWN =
            "^[^;]*;(?:[^\\p{L}\\d\\[(\"]++|(?<!\\p{L})(?:{phrase}|{missing}|{plain}|{english})(?:'(?:s|t|re|ve|m))?(?![\\p{L}\\d])|{missing-unspaced}|{plain-unspaced}"
                    + "|(?<!\\p{L})[a-z_-]*\\d[\\w-]*|\"[\\w.+-]{1,64}\"|[\\[(\"])*+";

    private static final String CUT = " unread";

    /** Two sentences: a full stop, a dash, a line or a link is between them. */
    private static final Pattern BREAK =
            Pattern.compile("[.!?](?=\\s|$)|\\s-{1,2}\\s|[-*_=]{3}|\\blink\\b");

    private final List<Row> rows;
    private final Pattern known;

    private BounceRules(List<Row> rows, Pattern known) {
        this.rows = rows;
        this.known = known;
    }

    /** Reads the table that is part of Sendyard. */
    static BounceRules load() {
        try (var in = BounceRules.class.getResourceAsStream(RESOURCE)) {
            var octets = Objects.requireNonNull(in, RESOURCE).readAllBytes();
            return parse(new String(octets, StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a table.
     *
     * @throws IllegalStateException if a line is malformed. The message names the line
     */
    static BounceRules parse(List<String> lines) {
        var words = new LinkedHashMap<String, String>();
        var rows = new ArrayList<Row>();
        boolean named = false;
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.startsWith("#")) {
                continue;
            }
            if (!named) {
                check(line.equals(COLUMNS), i, "must name the columns " + COLUMNS);
                named = true;
                continue;
            }
            var cells = line.split("\t", -1);
            check(cells.length == 4, i, "must have 4 cells, but has " + cells.length);
            if (cells[0].equals(WORD)) {
                words.merge(cells[1], expanded(cells[2], words), (one, more) -> one + "|" + more);
            } else {
                rows.add(row(cells, words, i));
            }
        }
        boolean complete = !rows.isEmpty() && rows.getLast().pattern().pattern().isEmpty();
        check(complete, lines.size() - 1, "must be a row with an empty pattern, for all the rest");
        return new BounceRules(List.copyOf(rows), known(words));
    }

    /** The row that decides about a line of {@link RejectionText#line}. */
    Row match(String line) {
        var understood = understood(line);
        return rows.stream()
                .filter(row ->
                        row.pattern()
                                .matcher(row.bounceClass() == BounceClass.HARD ? understood : line)
                                .find())
                .findFirst()
                .orElseThrow();
    }

    private static Pattern known(Map<String, String> words) {
        return Pattern.compile(words.containsKey("english") ? expanded(KNOWN, words) : ".*");
    }

    /** What a hard row may go by: a word that isn't known may name someone else. */
    private String understood(String line) {
        var start = known.matcher(line);
        if (!start.find() || start.end() == line.length()) {
            return line;
        }
        int end = line.indexOf(';') + 1;
        var ends = BREAK.matcher(line).region(end, start.end());
        while (ends.find()) {
            end = ends.start();
        }
        return line.substring(0, end) + CUT;
    }

    List<Row> rows() {
        return rows;
    }

    private static Row row(String[] cells, Map<String, String> words, int index) {
        check(!cells[2].isBlank(), index, "must have an example");
        check(!cells[3].isBlank(), index, "must name its source");
        try {
            return new Row(
                    bounceClass(cells[0], index),
                    Pattern.compile(expanded(cells[1], words)),
                    cells[2],
                    index + 1);
        } catch (PatternSyntaxException e) {
            throw malformed(index, "must have a regular expression: " + e.getDescription());
        }
    }

    private static String expanded(String pattern, Map<String, String> words) {
        var expanded = pattern;
        for (var word : words.entrySet()) {
            expanded = expanded.replace("{" + word.getKey() + "}", word.getValue());
        }
        return expanded;
    }

    private static BounceClass bounceClass(String name, int index) {
        return Arrays.stream(BounceClass.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> malformed(index, "must begin with a bounce class, not " + name));
    }

    private static void check(boolean holds, int index, String must) {
        if (!holds) {
            throw malformed(index, must);
        }
    }

    private static IllegalStateException malformed(int index, String must) {
        return new IllegalStateException("%s: line %d %s".formatted(RESOURCE, index + 1, must));
    }

    /**
     * One row.
     *
     * @param example a reply that this row decides
     * @param line its line in the file, from 1
     */
    record Row(BounceClass bounceClass, Pattern pattern, String example, int line) {

        /** Whether a row before the last one: something in the rejection was recognized. */
        boolean specific() {
            return !pattern.pattern().isEmpty();
        }
    }
}
