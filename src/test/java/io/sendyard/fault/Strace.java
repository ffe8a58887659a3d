package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.TestInstallation;
import io.sendyard.system.Launch;
import io.sendyard.system.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at the system calls of a process, and at those of its PostgreSQL. */
final class Strace {

    private static final int PATIENCE = 60;

    private final Path folder;
    private @Nullable Process database;

    private Strace(Path folder) {
        this.folder = folder;
    }

    /** Whether it is there and may look at other processes. */
    static boolean works() {
        try {
            return new ProcessBuilder("strace", "-o", "/dev/null", "true").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins with the database's processes, if it has any; what it sees goes into that folder. */
    static Strace begin(Path folder, Place place) throws IOException {
        Files.createDirectories(folder);
        var strace = new Strace(folder);
        if (TestInstallation.isPostgresql()) {
            strace.database = strace.watch(processes(place));
        }
        return strace;
    }

    /** How to start the process that is looked at. */
    Launch launch() {
        var command = command("application");
        // The process stays our child, and only these calls cost it time.
        command.addAll(List.of("-D", "--seccomp-bpf"));
        return Launch.under(command);
    }

    /** What it saw, when the process has ended. */
    SystemCalls calls(long pid) throws Exception {
        if (database != null) {
            database.destroy();
            assertThat(database.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
        }
        var last = folder.resolve("application." + pid);
        for (int second = 0; second < PATIENCE && !ended(last); second++) {
            Thread.sleep(1000);
        }
        return SystemCalls.read(folder);
    }

    private static boolean ended(Path trace) throws IOException {
        try (var lines = Files.lines(trace, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains(" +++ "));
        }
    }

    private Process watch(List<Long> pids) throws IOException {
        var command = command("database");
        pids.forEach(pid -> command.addAll(List.of("-p", Long.toString(pid))));
        var log = folder.resolve("strace.log");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        while (!Files.readString(log).contains("attached")) {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            Thread.onSpinWait();
        }
        return process;
    }

    private List<String> command(String name) {
        return new ArrayList<>(
                List.of(
                        "strace",
                        "-ff",
                        "-y",
                        "--absolute-timestamps=format:unix,precision:ns",
                        "--syscall-times=ns",
                        "--string-limit=1000000",
                        "--trace=write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,fsync,fdatasync",
                        "-o",
                        folder.resolve(name).toString()));
    }

    /** The server's processes; those that it has later are looked at, too. */
    private static List<Long> processes(Place place) {
        long pid =
                Objects.requireNonNull(
                        place.database()
                                .queryForObject(
                                        "select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::bigint",
                                        Long.class));
        var all = new ArrayList<>(List.of(pid));
        ProcessHandle.of(pid).orElseThrow().children().forEach(child -> all.add(child.pid()));
        return all;
    }
}
