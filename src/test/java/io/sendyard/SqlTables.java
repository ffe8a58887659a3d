package io.sendyard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of the migrations, and the classes whose string literals name them in SQL. */
final class SqlTables {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path CODE = Path.of("src/main/java/io/sendyard");
    private static final Pattern CREATED = Pattern.compile("(?i)\\bcreate (?:table|view) (\\w+)");
    private static final Pattern LITERAL =
            Pattern.compile(
                    "(?s)//[^\n]*|/\\*.*?\\*/|'(?:\\\\.|[^'\\\\\n])*'"
                            + "|(\"\"\"(?:\\\\.|[^\\\\])*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\")");
    private static final Pattern NAMED = Pattern.compile("\\b(?:from|join|update|into)\\s+(\\w+)");

    private SqlTables() {}

    /** All tables and views that the migrations create. */
    static Set<String> created() {
        return files(MIGRATIONS, ".sql")
                .flatMap(file -> CREATED.matcher(text(file)).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The tables that each class names, by {@code module.Class}. */
    static Map<String, Set<String>> named() {
        var tables = created();
        var named = new TreeMap<String, Set<String>>();
        files(CODE, ".java")
                .forEach(file -> {
                    var found = new TreeSet<String>();
                    for (var literal : literals(text(file))) {
                        NAMED.matcher(literal)
                                .results()
                                .map(match -> match.group(1))
                                .filter(tables::contains)
                                .forEach(found::add);
                    }
                    if (!found.isEmpty()) {
                        named.put(name(CODE.relativize(file)), found);
                    }
                });
        return named;
    }

    private static List<String> literals(String code) {
        var literals = new ArrayList<String>();
        LITERAL.matcher(code)
                .results()
                .map(match -> match.group(1))
                .filter(literal -> literal != null)
                .forEach(literals::add);
        return literals;
    }

    private static String name(Path file) {
        var name = file.getFileName().toString();
        return file.getName(0) + "." + name.substring(0, name.lastIndexOf('.'));
    }

    private static Stream<Path> files(Path folder, String ending) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
