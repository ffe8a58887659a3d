package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Visitor;
import io.sendyard.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The application as a process of its own, which can be killed at any moment and started again. */
public final class RunningSendyard implements AutoCloseable {

    /** Whom every one begins with; the password is everybody's. */
    public static final String OWNER = "ada@acme.example";

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    /** Longer than a dead node's claims on the queue last. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;

    private RunningSendyard(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it in that place, and waits until it answers. */
    public static RunningSendyard start(Place place, String... settings) {
        return start(place, Launch.PLAIN, settings);
    }

    /** The same, started in another way. */
    public static RunningSendyard start(Place place, Launch how, String... settings) {
        var running = begin(place, how, settings);
        running.waitUntil(running::hasStarted);
        return running;
    }

    /** Starts it without waiting for anything. */
    public static RunningSendyard begin(Place place, Launch how, String... settings) {
        return launch(place, how, settings);
    }

    public boolean hasStarted() {
        return log().contains("Started Sendyard");
    }

    /** Its threads, the virtual ones too, as {@code jcmd} writes them. */
    public String threads(Path folder) throws IOException, InterruptedException {
        var file = folder.resolve("threads-%s.json".formatted(UUID.randomUUID()));
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var dump =
                new ProcessBuilder(
                                jcmd,
                                Long.toString(pid()),
                                "Thread.dump_to_file",
                                "-format=json",
                                file.toAbsolutePath().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(dump.waitFor()).isZero();
        return Files.readString(file);
    }

    /** Starts it though it can't start, and gives back what it said in the end. */
    public static String failing(Place place, String... settings) throws InterruptedException {
        try (var failing = launch(place, Launch.PLAIN, settings)) {
            assertThat(failing.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(failing.process.exitValue()).isEqualTo(1);
            return failing.log();
        }
    }

    /** A client at its port. */
    public Visitor visitor() {
        return Visitor.at(port());
    }

    /** The header value of the owner's API calls. */
    public String bearer() {
        var answer =
                visitor()
                        .send(
                                "POST",
                                "/v1/auth/login",
                                "{\"email\": \"%s\", \"password\": \"%s\"}"
                                        .formatted(OWNER, World.PASSWORD),
                                "Content-Type",
                                "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return "Bearer " + answer.body().replaceAll(".*\"accessToken\":\"([^\"]+)\".*", "$1");
    }

    /** Ends it in the middle of whatever it does: SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops it where it stands, as a hypervisor does: it holds all it has, and does nothing. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on as if nothing had been. */
    public void thaw() {
        signal("CONT");
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Asks it to end, as an operator does, with SIGTERM; gives back what it ended with. */
    public int end() {
        process.destroy();
        return process.onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .exitValue();
    }

    @Override
    public void close() {
        end();
    }

    /** Comes back when it has died by itself. */
    public void awaitDeath() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(log()).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How much of the machine's memory is its own, in MiB: its proportional set size. */
    public long memory() {
        try (var lines = Files.lines(Path.of("/proc/%d/smaps_rollup".formatted(pid())))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All it said so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks every few milliseconds whether it is so by now. */
    public void waitUntil(Condition condition) {
        var end = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(process.isAlive()).as(log()).isTrue();
            assertThat(Instant.now()).as("it is not so yet: %s", log()).isBefore(end);
            pause();
        }
    }

    public int port() {
        return PORT.matcher(log())
                .results()
                .map((MatchResult match) -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private static RunningSendyard launch(Place place, Launch how, String... settings) {
        try {
            var log = Files.createTempFile("sendyard", ".log");
            var command = new ArrayList<>(how.under());
            command.addAll(
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-XX:+UseSerialGC",
                            "-Xmx256m"));
            command.addAll(how.jvm());
            command.addAll(how.packaged() ? Launch.jar() : QuickStart.here().program(how));
            settings(place, settings)
                    .forEach((name, value) -> command.add("--" + name + "=" + value));
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            process.environment().putAll(how.environment());
            return new RunningSendyard(process.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The later of two with the same name counts. */
    private static Map<String, String> settings(Place place, String... wanted) {
        var all =
                new LinkedHashMap<>(
                        Map.of(
                                "server.port", "0",
                                "server.address", "127.0.0.1",
                                "sendyard.submission.port", "0",
                                "sendyard.submission.tls-port", "0",
                                "sendyard.bounces.port", "0",
                                "sendyard.submission.address", "127.0.0.1",
                                "sendyard.owner.email", OWNER,
                                "sendyard.owner.password", World.PASSWORD,
                                // They send faster than anybody may.
                                "sendyard.api.requests-per-minute", "1000000",
                                "sendyard.default-plan", "enterprise"));
        Stream.of(place.settings(), List.of(wanted))
                .flatMap(List::stream)
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> all.put(setting[0], setting[1]));
        return all;
    }

    private void signal(String name) {
        try {
            int status =
                    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .inheritIO()
                            .start()
                            .waitFor();
            assertThat(status).isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something that comes true. */
    public interface Condition {

        boolean holds();
    }
}
