package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.system.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;

/** A place's PostgreSQL, killed and started again on the data that it left. */
final class DatabaseProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Place place;
    private final List<String> command;
    private ProcessHandle process;

    DatabaseProcess(Place place) throws IOException {
        this.place = place;
        this.process = postmaster(place);
        this.command = command(process);
        // As it comes, which the one for tests does not: a commit is written when it returns.
        place.database().execute("alter role postgres set synchronous_commit to on");
    }

    /** It dies where it stands, and all its connections with it. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Comes back when it answers. */
    void start() throws IOException, InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        while (!answers()) {
            assertThat(Instant.now()).as("PostgreSQL does not come back").isBefore(end);
            // The children of the one before are seen off first.
            if (!process.isAlive()) {
                process =
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .toHandle();
            }
            Thread.sleep(100);
        }
    }

    private boolean answers() {
        try {
            return process.isAlive()
                    && place.database().queryForObject("select 1", Integer.class) != null;
        } catch (DataAccessException away) {
            return false;
        }
    }

    /** The one whose id is in the first line of the file that it keeps beside its data. */
    private static ProcessHandle postmaster(Place place) throws IOException {
        var data = place.database().queryForObject("show data_directory", String.class);
        var lines = Files.readAllLines(Path.of(String.valueOf(data), "postmaster.pid"));
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).orElseThrow();
    }

    /** Root may not run it: it believes to be somebody else. */
    private static List<String> command(ProcessHandle process) throws IOException {
        var words = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            words.addAll(List.of("unshare", "-U"));
        }
        var line = Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid())));
        Stream.of(line.split("\0", -1)).filter(word -> !word.isEmpty()).forEach(words::add);
        return words;
    }
}
