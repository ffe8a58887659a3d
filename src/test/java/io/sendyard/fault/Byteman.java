package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Changes what methods of a process do, while it loads them. */
final class Byteman {

    private static final Pattern CLASS = Pattern.compile("(?m)^CLASS (\\S+)$");

    private Byteman() {}

    /**
     * The option of a virtual machine that heeds those rules, which are written into the folder.
     */
    static String option(Path folder, String rules) throws IOException {
        CLASS.matcher(rules).results().forEach(rule -> assertThere(rule.group(1)));
        var script = Files.writeString(folder.resolve("rules.btm"), rules);
        return "-javaagent:%s=script:%s".formatted(jar(), script);
    }

    /** A rule for a class that has moved away would change nothing, and nobody would hear of it. */
    private static void assertThere(String name) {
        assertThat(Byteman.class.getResource("/" + name.replace('.', '/') + ".class"))
                .as(name)
                .isNotNull();
    }

    private static String jar() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> Path.of(entry).getFileName().toString().startsWith("byteman-"))
                .findFirst()
                .orElseThrow();
    }
}
