package io.sendyard.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/** Packages {@link BareApplication} as Sendyard is packaged, with the libraries of its starters. */
final class BareJar {

    /** What spring-boot-starter-webmvc and spring-boot-starter-thymeleaf bring. */
    private static final Pattern LIBRARIES =
            Pattern.compile(
                    "(spring-(core|beans|context|aop|expression|web|webmvc)"
                            + "|spring-boot(-autoconfigure|-webmvc|-servlet|-tomcat|-web-server|-http-converter|-jackson|-thymeleaf|-starter|-starter-(webmvc|thymeleaf|logging|jackson|tomcat|tomcat-runtime))?"
                            + "|tomcat-embed-(core|el|websocket)|jackson-(core|databind|annotations)|thymeleaf(-spring6)?|attoparser|unbescape"
                            + "|logback-(classic|core)|log4j-(api|to-slf4j)|jul-to-slf4j|slf4j-api|snakeyaml|jakarta.annotation-api"
                            + "|micrometer-(commons|observation)|commons-logging|jspecify)-[0-9].*\\.jar");

    private BareJar() {}

    static Path build(Path folder) throws IOException {
        var classes = Path.of("target", "test-classes");
        var plain = folder.resolve("bare-plain.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(plain))) {
            for (var name :
                    List.of(
                            "io/sendyard/bench/BareApplication.class",
                            "io/sendyard/bench/BareApplication$Row.class",
                            "templates/bench/page.html")) {
                jar.putNextEntry(new JarEntry(name));
                Files.copy(classes.resolve(name), jar);
                jar.closeEntry();
            }
        }
        var packaged = folder.resolve("bare.jar");
        var repackager = new Repackager(plain.toFile());
        repackager.setMainClass(BareApplication.class.getName());
        repackager.repackage(
                packaged.toFile(),
                libraries -> {
                    for (var file : libraries()) {
                        libraries.library(
                                new Library(
                                        null,
                                        file,
                                        LibraryScope.COMPILE,
                                        null,
                                        false,
                                        false,
                                        true));
                    }
                });
        return packaged;
    }

    private static List<File> libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(File::new)
                .filter(file -> LIBRARIES.matcher(file.getName()).matches())
                .toList();
    }
}
