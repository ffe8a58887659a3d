package io.sendyard.fault;

import io.sendyard.system.RunningSendyard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the system says of a process.
 *
 * @param threads of the operating system
 * @param files sockets and others that are open
 * @param memory its share of the memory there is (PSS), in KiB
 */
record Vitals(int threads, int files, long memory) {

    private static final int KIB = 1_024;

    static Vitals of(RunningSendyard running) {
        var process = Path.of("/proc", Long.toString(running.pid()));
        return new Vitals(
                count(process.resolve("task")), count(process.resolve("fd")), memory(process));
    }

    /** Whether it is back where it was, but for a few that serve all. */
    boolean isBackAt(Vitals before) {
        return threads <= before.threads + 10 && files <= before.files + 15;
    }

    long mebibytes() {
        return memory / KIB;
    }

    @Override
    public String toString() {
        return "%d threads, %d files, %d MiB".formatted(threads, files, mebibytes());
    }

    private static int count(Path folder) {
        var names = folder.toFile().list();
        return names == null ? 0 : names.length;
    }

    private static long memory(Path process) {
        try (var lines = Files.lines(process.resolve("smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
