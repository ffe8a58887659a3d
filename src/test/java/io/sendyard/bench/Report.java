package io.sendyard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of a run, in {@code target/bench}; a run on another database adds its own. */
public final class Report {

    private static final Path FOLDER = Path.of("target", "bench");

    private Report() {}

    /**
     * Prints a section and puts it into the servers' file, in the place of the one with its name.
     */
    static void write(String name, String text) throws IOException {
        write("servers", "# Servers: measured beside yardsticks in the same run\n", name, text);
        System.out.println("\n" + text);
    }

    /** Puts a section into a file, in the place of the one with its name. */
    public static void write(String file, String title, String name, String text)
            throws IOException {
        var sections = Files.createDirectories(FOLDER.resolve(file));
        Files.writeString(sections.resolve(name), text);
        try (var files = Files.list(sections)) {
            var all = new StringBuilder(title);
            for (var section : files.sorted().toList()) {
                all.append('\n').append(Files.readString(section));
            }
            Files.writeString(FOLDER.resolve(file + ".md"), all);
        }
    }

    /** A Markdown table; the first column is words, the others are figures. */
    public static String table(List<String> head, List<List<String>> rows) {
        var line = head.stream().map(_ -> "---:").collect(Collectors.toList());
        line.set(0, "---");
        var text = new StringBuilder(row(head)).append(row(line));
        rows.forEach(cells -> text.append(row(cells)));
        return text.toString();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
