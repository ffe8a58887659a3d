package io.sendyard.suppression;

import io.sendyard.core.CsvCells;
import io.sendyard.server.Stream;
import io.sendyard.server.Streams;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes a list as CSV, newest first, a page after the other, so that no size is too large. */
@Component
public class SuppressionExport {

    private static final int ROWS = 1_000;
    private static final String COLUMNS = "email,reason,stream,origin,note,created_at\r\n";

    private final SuppressionPages pages;
    private final Streams streams;

    SuppressionExport(SuppressionPages pages, Streams streams) {
        this.pages = pages;
        this.streams = streams;
    }

    /**
     * Writes the entries that a search finds; an empty stream means the whole server.
     *
     * @param streamId the stream they hold for, by it or by its server; null for all of the server
     */
    public void write(long serverId, @Nullable Long streamId, SuppressionSearch search, Writer csv)
            throws IOException {
        var slugs =
                streams.ofServer(serverId).stream()
                        .collect(Collectors.toMap(Stream::id, Stream::slug));
        csv.write(COLUMNS);
        SuppressionSearch next = search;
        while (next != null) {
            var page = pages.page(serverId, streamId, next, ROWS);
            for (var entry : page.rows()) {
                csv.write(line(entry, slugs));
            }
            next = page.hasAfter() ? next.behind(page.rows().getLast()) : null;
        }
    }

    private static String line(Suppression entry, Map<Long, String> slugs) {
        return CsvCells.line(
                Arrays.asList(
                        entry.email(),
                        entry.reason().key(),
                        entry.streamId() == null ? null : slugs.get(entry.streamId()),
                        entry.origin(),
                        entry.note(),
                        entry.createdAt().toString()));
    }
}
