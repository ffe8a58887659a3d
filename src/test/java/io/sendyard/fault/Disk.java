package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small disk of its own that can be filled up. Only root can mount one; for anybody else the
 * process is kept from making its files larger, which its writes feel the same way.
 */
final class Disk implements AutoCloseable {

    private static final int CHUNK = 4096;

    private final Path folder;
    private final boolean mounted;

    private Disk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    static Disk at(Path folder, int mebibytes) throws IOException {
        Files.createDirectories(folder);
        boolean mounted =
                run(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=%dm".formatted(mebibytes),
                        "tmpfs",
                        folder.toString());
        return new Disk(folder, mounted);
    }

    /** Whether it is one for every process; else it is only for one that is named. */
    boolean isForAll() {
        return mounted;
    }

    /** Where on it there is room for data. */
    Path data() {
        return folder.resolve("data");
    }

    /** From now on nothing can be written. */
    void fill(long pid) throws IOException {
        if (!mounted) {
            limit(pid, Long.toString(largest()));
            return;
        }
        try (var ballast = Files.newOutputStream(ballast())) {
            fill(ballast);
        }
    }

    /** And now it can. */
    void free(long pid) throws IOException {
        if (mounted) {
            Files.delete(ballast());
        } else {
            limit(pid, "unlimited");
        }
    }

    @Override
    public void close() {
        if (mounted) {
            assertThat(run("umount", "--lazy", folder.toString())).isTrue();
        }
    }

    private static void fill(OutputStream ballast) {
        var chunk = new byte[CHUNK];
        try {
            while (true) {
                ballast.write(chunk);
            }
        } catch (IOException full) {
            // That is what is wanted.
        }
    }

    private long largest() throws IOException {
        try (var files = Files.list(data())) {
            return files.mapToLong(file -> file.toFile().length()).max().orElse(0);
        }
    }

    private static void limit(long pid, String soft) {
        assertThat(run("prlimit", "--pid", Long.toString(pid), "--fsize=" + soft + ":unlimited"))
                .as("Neither a disk can be mounted here nor the size of files be limited")
                .isTrue();
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
