package io.sendyard.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The templates as they lie in the sources. */
final class Templates {

    private static final Path FOLDER = Path.of("src", "main", "resources", "templates");

    private Templates() {}

    /** All of them, as controllers name them. */
    static Stream<String> all() {
        try (var files = Files.walk(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".html"))
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .map(file -> file.substring(0, file.length() - ".html".length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that are whole pages, and not layouts or parts of pages. */
    static Stream<String> pages() {
        return all().filter(name -> text(name).contains("~{layouts/"));
    }

    static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name + ".html"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
