package io.sendyard.suppression;

import io.sendyard.core.CsvCells;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.Excerpt;
import io.sendyard.core.Name;
import io.sendyard.server.Stream;
import io.sendyard.suppression.CsvReader.Row;
import io.sendyard.suppression.SuppressionList.SuppressionEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The entries that a CSV file holds: our own export, those of other senders, or one address a line.
 * Columns are told by their names in the first row; without such a row they are address, reason and
 * note.
 */
final class ImportRows {

    private static final int LONGEST_NOTE = 500;
    private static final int LONGEST_QUOTE = 80;

    private static final Map<String, CsvColumn> NAMES =
            Map.of(
                    "email", CsvColumn.EMAIL,
                    "emailaddress", CsvColumn.EMAIL,
                    "address", CsvColumn.EMAIL,
                    "recipient", CsvColumn.EMAIL,
                    "reason", CsvColumn.REASON,
                    "suppressionreason", CsvColumn.REASON,
                    "stream", CsvColumn.STREAM,
                    "note", CsvColumn.NOTE);

    /** Our words, and those in which Postmark exports. */
    private static final Map<String, SuppressionReason> REASONS =
            Map.of(
                    "bounce", SuppressionReason.BOUNCE,
                    "hardbounce", SuppressionReason.BOUNCE,
                    "complaint", SuppressionReason.COMPLAINT,
                    "spamcomplaint", SuppressionReason.COMPLAINT,
                    "manual", SuppressionReason.MANUAL,
                    "manualsuppression", SuppressionReason.MANUAL,
                    "spam", SuppressionReason.SPAM,
                    "unsubscribe", SuppressionReason.UNSUBSCRIBE,
                    "unsubscribed", SuppressionReason.UNSUBSCRIBE);

    private final CsvReader csv;
    private final @Nullable Long streamId;
    private final SuppressionReason reason;
    private final Map<String, Stream> streams;
    private Map<CsvColumn, Integer> columns =
            Map.of(CsvColumn.EMAIL, 0, CsvColumn.REASON, 1, CsvColumn.NOTE, 2);
    private boolean begun;

    /**
     * The rows of a file, with defaults for stream and reason.
     *
     * @param streamId null for the whole server
     * @param streams those of the server
     */
    ImportRows(
            InputStream csv,
            @Nullable Long streamId,
            SuppressionReason reason,
            List<Stream> streams)
            throws IOException {
        this.csv = new CsvReader(csv);
        this.streamId = streamId;
        this.reason = reason;
        this.streams = streams.stream().collect(Collectors.toMap(Stream::slug, found -> found));
    }

    /** The next rows; null at the end. */
    @Nullable Chunk next(int rows) throws IOException {
        var entries = new ArrayList<SuppressionEntry>();
        var problems = new ArrayList<ImportProblem>();
        int line = 0;
        while (entries.size() + problems.size() < rows) {
            var row = csv.next();
            if (row == null) {
                break;
            }
            line = row.line();
            if (!isHeader(row)) {
                read(row, entries, problems);
            }
        }
        return line == 0 ? null : new Chunk(entries, problems, line);
    }

    private boolean isHeader(Row row) {
        boolean first = !begun;
        begun = true;
        if (!first || row.problem() != null) {
            return false;
        }
        var named = new HashMap<CsvColumn, Integer>();
        for (int i = 0; i < row.cells().size(); i++) {
            var column = NAMES.get(plain(row.cells().get(i)));
            if (column != null) {
                named.putIfAbsent(column, i);
            }
        }
        if (!named.containsKey(CsvColumn.EMAIL)) {
            return false;
        }
        columns = named;
        return true;
    }

    private void read(Row row, List<SuppressionEntry> entries, List<ImportProblem> problems) {
        try {
            if (row.problem() != null) {
                throw new Unusable(row.problem());
            }
            entries.add(entry(row));
        } catch (Unusable unusable) {
            problems.add(new ImportProblem(row.line(), String.valueOf(unusable.getMessage())));
        }
    }

    private SuppressionEntry entry(Row row) {
        var email = cell(row, CsvColumn.EMAIL);
        if (email.isEmpty()) {
            throw new Unusable("There is no address in this row.");
        }
        var address =
                EmailAddress.parse(email)
                        .orElseThrow(() -> unusable("“%s” is not an e-mail address.", email));
        var why = reason(cell(row, CsvColumn.REASON));
        var slug = cell(row, CsvColumn.STREAM);
        var where = slug.isEmpty() ? streamId : (Long) stream(slug).id();
        return new SuppressionEntry(
                why.everywhere() ? null : where,
                address,
                why,
                "import",
                note(cell(row, CsvColumn.NOTE)),
                null);
    }

    private SuppressionReason reason(String word) {
        return word.isEmpty()
                ? reason
                : Optional.ofNullable(REASONS.get(plain(word)))
                        .orElseThrow(() ->
                                unusable(
                                        "“%s” is no reason. Use BOUNCE, COMPLAINT, MANUAL, SPAM or"
                                                + " UNSUBSCRIBE.",
                                        word));
    }

    private Stream stream(String slug) {
        return Optional.ofNullable(streams.get(slug.toLowerCase(Locale.ROOT)))
                .filter(stream -> stream.type().outbound())
                .orElseThrow(() -> unusable("No mail goes out by a stream “%s” here.", slug));
    }

    private static @Nullable String note(String text) {
        var note = Name.optional(printable(text));
        if (note != null && note.codePointCount(0, note.length()) > LONGEST_NOTE) {
            throw new Unusable("The note has more than 500 characters.");
        }
        return note;
    }

    private String cell(Row row, CsvColumn column) {
        var index = columns.get(column);
        return index == null || index >= row.cells().size()
                ? ""
                : CsvCells.read(row.cells().get(index));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }

    private static Unusable unusable(String sentence, String value) {
        var whole = printable(value);
        var shown = Excerpt.ofCodePoints(whole, LONGEST_QUOTE);
        return new Unusable(
                sentence.formatted(shown.length() < whole.length() ? shown + "…" : whole));
    }

    /** Without controls and hidden marks, which would show something else than what is there. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", " ");
    }

    private enum CsvColumn {
        EMAIL,
        REASON,
        STREAM,
        NOTE
    }

    /** Why a row can't be used. */
    private static class Unusable extends RuntimeException {

        Unusable(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /** Some rows, read. */
    record Chunk(List<SuppressionEntry> entries, List<ImportProblem> problems, int line) {}
}
