package io.sendyard.suppression;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV (RFC 4180) row by row, in UTF-8 with or without a byte order mark, with any line ends,
 * and with semicolons or tabs if the first line uses those. An unreadable row affects only itself,
 * and no row takes more memory than {@link #LONGEST_ROW} characters.
 */
final class CsvReader {

    static final int LONGEST_ROW = 10_000;

    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int PEEKED = 8_192;

    /** What stands where bytes are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private final BufferedReader text;
    private final char separator;
    private int line = 1;
    private int peeked = -2;

    CsvReader(InputStream csv) throws IOException {
        this.text = new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8));
        if (peek() == BYTE_ORDER_MARK) {
            take();
        }
        this.separator = separator();
    }

    /** The next row that is not empty; null behind the last. */
    @Nullable Row next() throws IOException {
        while (peek() == '\n') {
            take();
        }
        return peek() < 0 ? null : row();
    }

    private Row row() throws IOException {
        int begin = line;
        int length = 0;
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        boolean spoilt = false;
        while (peek() >= 0 && (quoted || peek() != '\n')) {
            if (++length > LONGEST_ROW) {
                skipLine();
                return new Row(
                        begin,
                        List.of(),
                        "This row is longer than 10,000 characters, or a quote in it is not closed.");
            }
            char character = (char) take();
            spoilt |= character == REPLACEMENT;
            if (quoted && character == '"' && peek() == '"') {
                cell.append((char) take());
            } else if (character == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
            } else if (character == separator && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(character);
            }
        }
        cells.add(cell.toString());
        return new Row(begin, cells, problem(quoted, spoilt));
    }

    private static @Nullable String problem(boolean quoted, boolean spoilt) {
        if (quoted) {
            return "A quote in this row is not closed.";
        }
        return spoilt ? "This row is not in UTF-8. Save the file as “CSV UTF-8”." : null;
    }

    private void skipLine() throws IOException {
        while (peek() >= 0 && peek() != '\n') {
            take();
        }
    }

    private char separator() throws IOException {
        int first = peek();
        text.mark(PEEKED);
        var head = new char[PEEKED];
        int length = Math.max(0, text.read(head, 0, PEEKED));
        text.reset();
        int comma = 0;
        int semicolon = first == ';' ? 1 : 0;
        int tab = first == '\t' ? 1 : 0;
        for (int i = 0; i < length && head[i] != '\n' && head[i] != '\r'; i++) {
            comma += head[i] == ',' ? 1 : 0;
            semicolon += head[i] == ';' ? 1 : 0;
            tab += head[i] == '\t' ? 1 : 0;
        }
        if (comma > 0 || (semicolon == 0 && tab == 0)) {
            return ',';
        }
        return semicolon >= tab ? ';' : '\t';
    }

    private int peek() throws IOException {
        if (peeked == -2) {
            peeked = text.read();
            if (peeked == '\r') {
                text.mark(1);
                if (text.read() != '\n') {
                    text.reset();
                }
                peeked = '\n';
            }
        }
        return peeked;
    }

    private int take() throws IOException {
        int character = peek();
        peeked = -2;
        line += character == '\n' ? 1 : 0;
        return character;
    }

    /**
     * One row.
     *
     * @param line the line it begins on, the first being 1
     * @param problem why it can't be read; null where it can
     */
    record Row(int line, List<String> cells, @Nullable String problem) {}
}
