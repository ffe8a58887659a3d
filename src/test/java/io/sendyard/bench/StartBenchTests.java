package io.sendyard.bench;

import io.sendyard.system.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The packaged jar in a process of its own: how soon its first page is there, and what it takes.
 */
@Tag("bench")
class StartBenchTests {

    private static final int ROUNDS = 3;
    private static final int VIEWS = 1_000;
    private static final String EMAIL = "owner@bench.example";
    private static final String PASSWORD = "a password for the bench";
    private static final String PAGE = "/sign-in";

    private final Path folder = Path.of("target", "bench", "start").toAbsolutePath();
    private final Path packaged = Path.of(System.getProperty("sendyard.test.jar"));

    private final List<String> arguments =
            List.of(
                    "--sendyard.data-dir=" + folder.resolve("data"),
                    "--sendyard.owner.email=" + EMAIL,
                    "--sendyard.owner.password=" + PASSWORD,
                    "--server.tomcat.max-keep-alive-requests=-1");

    @Test
    void measures() throws Exception {
        Files.createDirectories(folder);
        var bare = BareJar.build(folder);
        var unpacked = unpack();
        var cache = folder.resolve("sendyard.aot");
        sendyard(List.of("-XX:AOTCacheOutput=" + cache), unpacked).close();

        var bareSeconds = new ArrayList<Double>();
        var packagedSeconds = new ArrayList<Double>();
        var unpackedSeconds = new ArrayList<Double>();
        var cachedSeconds = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            bareSeconds.add(seconds(Running.start(List.of(), bare, List.of(), "/")));
            packagedSeconds.add(seconds(sendyard(List.of(), packaged)));
            unpackedSeconds.add(seconds(sendyard(List.of(), unpacked)));
            cachedSeconds.add(seconds(sendyard(List.of("-XX:AOTCache=" + cache), unpacked)));
        }
        var starts =
                Report.table(
                        List.of("to the first page", "seconds", "/ bare jar"),
                        List.of(
                                start("bare Spring Boot jar", bareSeconds, bareSeconds),
                                start("Sendyard's jar", packagedSeconds, bareSeconds),
                                start("unpacked", unpackedSeconds, bareSeconds),
                                start("unpacked, AOT cache", cachedSeconds, bareSeconds)));
        var memory =
                Report.table(
                        List.of(
                                "memory in MiB",
                                "PSS after start",
                                "RSS",
                                "PSS after 1,000 pages",
                                "RSS"),
                        List.of(
                                memory("java -jar", List.of(), packaged),
                                memory(
                                        "with the options for production",
                                        Launch.IN_EARNEST.jvm(),
                                        packaged)));
        Report.write("start.md", "## Start and memory\n\n%s\n%s".formatted(starts, memory));
    }

    private Running sendyard(List<String> flags, Path jar) throws Exception {
        return Running.start(flags, jar, arguments, PAGE);
    }

    private Path unpack() throws IOException, InterruptedException {
        var unpacked = folder.resolve("unpacked");
        var java = ProcessHandle.current().info().command().orElseThrow();
        var extract =
                new ProcessBuilder(
                                java,
                                "-Djarmode=tools",
                                "-jar",
                                packaged.toString(),
                                "extract",
                                "--force",
                                "--destination",
                                unpacked.toString())
                        .inheritIO()
                        .start();
        if (extract.waitFor() != 0) {
            throw new IOException("The jar can't be unpacked");
        }
        return unpacked.resolve(packaged.getFileName());
    }

    private static double seconds(Running running) throws Exception {
        try (running) {
            return running.seconds();
        }
    }

    private List<String> memory(String name, List<String> flags, Path jar) throws Exception {
        try (var running = sendyard(flags, jar)) {
            var begin = running.memory();
            try (var browser = Browser.signedIn(running.port(), EMAIL, PASSWORD)) {
                for (int view = 0; view < VIEWS; view++) {
                    browser.open("/email/servers");
                }
            }
            var end = running.memory();
            return List.of(
                    name,
                    figure(begin.pss()),
                    figure(begin.rss()),
                    figure(end.pss()),
                    figure(end.rss()));
        }
    }

    private static List<String> start(String name, List<Double> own, List<Double> bare) {
        return List.of(
                name,
                String.format(Locale.ROOT, "%.1f", median(own)),
                String.format(Locale.ROOT, "%.2f", median(own) / median(bare)));
    }

    private static double median(List<Double> figures) {
        var sorted = new ArrayList<>(figures);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static String figure(double mebibytes) {
        return String.format(Locale.ROOT, "%.0f", mebibytes);
    }
}
