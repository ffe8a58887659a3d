package io.sendyard.suppression;

import io.sendyard.core.Cuid;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An uploaded file of suppressions, its progress and result. */
@Entity
public class SuppressionImport {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Cuid cuid;
    private long accountId;
    private long serverId;
    private @Nullable Long streamId;

    @Enumerated(EnumType.STRING)
    private SuppressionReason reason;

    private String fileName;
    private int line;
    private int lineCount;
    private int added;
    private int known;
    private int refused;
    private String problems;
    private Instant createdAt;
    private @Nullable Instant finishedAt;

    /** A file that is to be read. */
    SuppressionImport(
            long accountId,
            long serverId,
            @Nullable Long streamId,
            SuppressionReason reason,
            String fileName,
            Instant now) {
        this.cuid = Cuid.fresh();
        this.accountId = accountId;
        this.serverId = serverId;
        this.streamId = streamId;
        this.reason = reason;
        this.fileName = fileName;
        this.problems = "";
        this.createdAt = now;
    }

    @SuppressWarnings("NullAway.Init")
    protected SuppressionImport() {}

    long id() {
        return Objects.requireNonNull(id);
    }

    /** The id that callers see. */
    public Cuid cuid() {
        return cuid;
    }

    long accountId() {
        return accountId;
    }

    long serverId() {
        return serverId;
    }

    @Nullable Long streamId() {
        return streamId;
    }

    SuppressionReason reason() {
        return reason;
    }

    public String fileName() {
        return fileName;
    }

    /** The line on which the last row begins that was read. */
    public int line() {
        return line;
    }

    /** How many lines the file has. */
    public int lineCount() {
        return lineCount;
    }

    public boolean finished() {
        return finishedAt != null;
    }

    public ImportTally tally() {
        var listed =
                problems.lines()
                        .map(text -> text.split("\t", 2))
                        .map(parts -> new ImportProblem(Integer.parseInt(parts[0]), parts[1]))
                        .toList();
        return new ImportTally(added + known + refused, added, known, refused, listed);
    }

    void hasLines(int count) {
        lineCount = count;
    }

    /** All rows up to that line are on the list, or refused. */
    void reached(int line, ImportTally tally) {
        this.line = line;
        this.added = tally.added();
        this.known = tally.known();
        this.refused = tally.refused();
        this.problems =
                tally.problems().stream()
                        .map(problem -> problem.line() + "\t" + problem.message())
                        .collect(Collectors.joining("\n"));
    }

    void finish(Instant now) {
        finishedAt = now;
    }
}
