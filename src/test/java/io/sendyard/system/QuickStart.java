package io.sendyard.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * What halves the time until a process answers: the application's classes in a jar, and the JVM's
 * cache of all classes that a start loads. A first process makes both in {@code target}, once per
 * build, and the data that it leaves is where others go on.
 *
 * @param folder with {@code application.jar}, {@code classes.aot}, {@code data} and {@code token}
 */
record QuickStart(Path folder) {

    private static final Path ALL = Path.of("target", "quick-start").toAbsolutePath();

    private static @Nullable QuickStart made;

    static synchronized QuickStart here() {
        if (made == null) {
            try {
                made = new QuickStart(ALL.resolve(fingerprint()));
                made.makeAtMostOnce();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return made;
    }

    /** The last arguments of a JVM; one with options of its own can't use the cache. */
    List<String> program(Launch how) {
        var cache =
                how.jvm().isEmpty() ? Stream.of("-XX:AOTCache=" + cache()) : Stream.<String>of();
        return Stream.concat(cache, Stream.of("-cp", classPath(), "io.sendyard.Sendyard")).toList();
    }

    private Path cache() {
        return folder.resolve("classes.aot");
    }

    /** On H2. */
    Place place() {
        return Place.h2(folder.resolve("data"));
    }

    String token() throws IOException {
        return Files.readString(folder.resolve("token"));
    }

    /** Another JVM of this build may be at it. */
    private void makeAtMostOnce() throws IOException {
        Files.createDirectories(ALL);
        try (var file =
                        FileChannel.open(
                                ALL.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = file.lock()) {
            if (Files.notExists(folder.resolve("token"))) {
                removeAll();
                make();
            }
        }
    }

    private void make() throws IOException {
        Files.createDirectories(folder);
        pack();
        var launch = Launch.PLAIN.with("-XX:AOTCacheOutput=" + cache());
        Files.writeString(folder.resolve("token"), LiveServer.in(place(), launch));
    }

    /** With its folders, since what is looked for on the class path is looked for in them. */
    private void pack() throws IOException {
        try (var jar =
                        new JarOutputStream(
                                Files.newOutputStream(folder.resolve("application.jar")));
                var files = Files.walk(classes()).skip(1)) {
            jar.setLevel(0);
            for (var file : files.toList()) {
                var name = classes().relativize(file).toString().replace(File.separatorChar, '/');
                jar.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
                if (Files.isRegularFile(file)) {
                    Files.copy(file, jar);
                }
            }
        }
    }

    private static void removeAll() throws IOException {
        try (var old = Files.list(ALL).filter(Files::isDirectory)) {
            for (var folder : old.toList()) {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
    }

    /** What an installation has on its class path: no tests. */
    private String classPath() {
        var jar = folder.resolve("application.jar").toString();
        return entries()
                .map(entry -> Path.of(entry).equals(classes()) ? jar : entry)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path classes() {
        return entries().map(Path::of).filter(Files::isDirectory).findFirst().orElseThrow();
    }

    private static Stream<String> entries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("test-classes"));
    }

    /** Changes with every class, resource and library, and with the JVM. */
    private static String fingerprint() throws IOException {
        try (var files = Files.walk(classes())) {
            var all =
                    files.filter(Files::isRegularFile)
                            .sorted()
                            .map(Path::toFile)
                            .map(file -> file + " " + file.length() + " " + file.lastModified())
                            .collect(Collectors.joining("\n"));
            var words = all + System.getProperty("java.class.path") + Runtime.version();
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(words.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
