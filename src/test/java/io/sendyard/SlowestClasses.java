package io.sendyard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prints which test classes a build waited for longest, at its end, from Surefire's reports. */
public final class SlowestClasses {

    private static final int MOST = 10;
    private static final Pattern SUITE =
            Pattern.compile("<testsuite [^>]*?\\bname=\"([^\"]+)\" time=\"([0-9.,]+)\"");

    private SlowestClasses() {}

    /**
     * Begins with the longest.
     *
     * @param arguments the build's folder, and when it began
     */
    public static void main(String... arguments) throws IOException {
        var suites = suites(Path.of(arguments[0]), Instant.parse(arguments[1]));
        var all = suites.stream().mapToDouble(Suite::seconds).sum();
        System.out.printf(
                "The slowest of %d test classes, of %d s in all:%n",
                suites.size(), Duration.ofMillis((long) (all * 1000)).toSeconds());
        suites.stream()
                .sorted(Comparator.comparingDouble(Suite::seconds).reversed())
                .limit(MOST)
                .forEach(suite ->
                        System.out.printf(
                                "%7.1f s  %s (%s)%n", suite.seconds, suite.name, suite.run));
    }

    /** Of this build: older reports lie there too, of classes that may be gone. */
    private static List<Suite> suites(Path folder, Instant begun) throws IOException {
        try (var reports = Files.walk(folder, 2)) {
            return reports.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .filter(file -> file.toFile().lastModified() >= begun.toEpochMilli())
                    .flatMap(SlowestClasses::suite)
                    .toList();
        }
    }

    private static Stream<Suite> suite(Path report) {
        try {
            var run = String.valueOf(report.resolveSibling("").normalize().getFileName());
            return SUITE.matcher(Files.readString(report))
                    .results()
                    .limit(1)
                    .map(match ->
                            new Suite(
                                    match.group(1),
                                    run.replaceFirst("^surefire-reports-?", ""),
                                    Double.parseDouble(match.group(2).replace(",", ""))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One class in one run of the suite. */
    private record Suite(String name, String run, double seconds) {}
}
