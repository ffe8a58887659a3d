package io.sendyard.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An application in a process of its own.
 *
 * @param seconds from the start of the process to the whole of its first page
 */
public record Running(Process process, int port, double seconds) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_EVERY_MILLIS = 10;
    private static final double KIB = 1024;

    /** Starts it with these flags and arguments, and waits for the page at {@code path}. */
    public static Running start(List<String> flags, Path jar, List<String> arguments, String path)
            throws Exception {
        int port = freePort();
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(flags);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of("--server.address=127.0.0.1", "--server.port=" + port));
        command.addAll(
                List.of(
                        "--sendyard.submission.address=127.0.0.1",
                        "--sendyard.submission.port=-1",
                        "--sendyard.submission.tls-port=-1",
                        "--sendyard.bounces.port=-1"));
        command.addAll(arguments);
        var log = Files.createTempFile(jar.toAbsolutePath().getParent(), "start", ".log").toFile();
        long begin = System.nanoTime();
        var process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
        while (!answers(port, path)) {
            if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                process.destroy();
                throw new IOException("No page came; " + Files.readString(log.toPath()));
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return new Running(process, port, (System.nanoTime() - begin) / 1e9);
    }

    /** Proportional and resident memory as the kernel counts them, in MiB. */
    Memory memory() throws IOException {
        var lines = Files.readAllLines(Path.of("/proc/%d/smaps_rollup".formatted(process.pid())));
        return new Memory(mebibytes(lines, "Pss:"), mebibytes(lines, "Rss:"));
    }

    private static double mebibytes(List<String> lines, String name) {
        var line = lines.stream().filter(one -> one.startsWith(name)).findFirst().orElseThrow();
        return Integer.parseInt(line.replaceAll("\\D", "")) / KIB;
    }

    private static boolean answers(int port, String path) {
        try (var connection = new Connection(port)) {
            return connection.exchange(Browser.request("GET", path, List.of(), "")).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Ends it in the middle of whatever it does: SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends it as a service manager does, and waits. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** In MiB. */
    public record Memory(double pss, double rss) {}
}
