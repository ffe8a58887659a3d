package io.sendyard.fault;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Changes what methods of a process do, while it loads them. */
final class Byteman {

    private Byteman() {}

    /**
     * The option of a virtual machine that heeds those rules, which are written into the folder.
     */
    static String option(Path folder, String rules) throws IOException {
        var script = Files.writeString(folder.resolve("rules.btm"), rules);
        return "-javaagent:%s=script:%s".formatted(jar(), script);
    }

    private static String jar() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> Path.of(entry).getFileName().toString().startsWith("byteman-"))
                .findFirst()
                .orElseThrow();
    }
}
