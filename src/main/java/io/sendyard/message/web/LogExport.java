package io.sendyard.message.web;

import io.sendyard.core.CsvCells;
import io.sendyard.core.MessageId;
import io.sendyard.message.MessageLog;
import io.sendyard.message.MessageRow;
import io.sendyard.message.MessageSearch;
import io.sendyard.server.Server;
import java.io.PrintWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes the log as comma-separated values (RFC 4180), piece by piece, so that a long one takes
 * neither memory nor a long transaction; it says so where it stops before the end.
 */
@Component
class LogExport {

    /** Rows in one file. */
    static final int MOST = 10_000;

    private static final int AT_ONCE = 500;
    private static final int MOST_QUESTIONS = 100;

    private final MessageLog log;

    LogExport(MessageLog log) {
        this.log = log;
    }

    void write(Server server, MessageSearch search, PrintWriter out) {
        line(
                out,
                "Message ID",
                "Status",
                "From",
                "Subject",
                "Recipient",
                "Recipients",
                "Tag",
                "Size",
                "Accepted");
        MessageId from = null;
        int written = 0;
        int questions = 0;
        do {
            int most = Math.min(AT_ONCE, MOST - written);
            var page = log.page(server.id(), search.at(from, null), most);
            page.rows().forEach(row -> line(out, cells(row)));
            out.flush();
            written += page.rows().size();
            questions++;
            from = page.older() != null ? page.older() : page.further();
        } while (from != null && written < MOST && questions < MOST_QUESTIONS && !out.checkError());
        if (from != null) {
            line(
                    out,
                    "This file ends here, though there may be older messages that match: choose a"
                            + " shorter period for them.");
        }
    }

    private static @Nullable String[] cells(MessageRow row) {
        return new String[] {
            row.id().toString(),
            row.shown().label(),
            row.from(),
            row.subject(),
            row.to(),
            String.valueOf(row.recipients()),
            row.tag(),
            String.valueOf(row.size()),
            row.createdAt().toString()
        };
    }

    private static void line(PrintWriter out, @Nullable String... cells) {
        out.print(CsvCells.line(Arrays.asList(cells)));
    }
}
