package io.sendyard.suppression;

import io.sendyard.core.Excerpt;
import io.sendyard.core.Refusal;
import io.sendyard.server.Server;
import io.sendyard.server.Stream;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a file of suppressions and keeps it until all of it is read, so that neither a closed
 * window nor a killed process loses a row.
 */
@Component
public class SuppressionUpload {

    /** In bytes. */
    public static final long LARGEST = 10L * 1024 * 1024;

    private static final Duration REMEMBERED = Duration.ofDays(30);
    private static final int LONGEST_NAME = 200;

    private final SuppressionImports imports;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SuppressionUpload(SuppressionImports imports, ApplicationEventPublisher events, Clock clock) {
        this.imports = imports;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Keeps the file; its rows are read after that.
     *
     * @param stream what rows hold for that say nothing else; null for the whole server
     * @throws Refusal where it is empty, too large, or not in UTF-8
     */
    @Transactional
    public SuppressionImport take(
            Server server,
            @Nullable Stream stream,
            SuppressionReason reason,
            String fileName,
            byte[] content) {
        check(content);
        var now = clock.instant();
        imports.forget(server.id(), now.minus(REMEMBERED));
        var upload =
                imports.save(
                        new SuppressionImport(
                                server.id(),
                                stream == null ? null : stream.id(),
                                reason,
                                shown(fileName),
                                lines(content),
                                now));
        imports.keepContent(upload.id(), content);
        events.publishEvent(new ImportRequested(upload.id()));
        return upload;
    }

    private static void check(byte[] content) {
        if (content.length == 0) {
            throw Refusal.invalid("file", "Choose a CSV file that is not empty.");
        }
        if (content.length > LARGEST) {
            throw Refusal.invalid(
                    "file", "The file is larger than 10 MiB. Split it and import the parts.");
        }
        if (content.length > 1 && isUtf16(content[0] & 0xFF, content[1] & 0xFF)) {
            throw Refusal.invalid("file", "The file is in UTF-16. Save it as “CSV UTF-8”.");
        }
    }

    private static boolean isUtf16(int first, int second) {
        return (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    }

    private static int lines(byte[] content) {
        int lines = 1;
        for (int i = 0; i < content.length - 1; i++) {
            lines += content[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Some browsers send the whole path, and a name may hold anything. */
    private static String shown(String fileName) {
        var name = fileName.substring(fileName.replace('\\', '/').lastIndexOf('/') + 1);
        var plain = name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", " ").strip();
        return plain.isEmpty() ? "suppressions.csv" : Excerpt.ofCodePoints(plain, LONGEST_NAME);
    }
}
