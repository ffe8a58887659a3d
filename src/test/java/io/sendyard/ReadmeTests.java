package io.sendyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;

/** The README's drawing and links. */
class ReadmeTests {

    private static final Path README = Path.of("README.md");
    private static final Path MODULES = Path.of("src/main/java/io/sendyard");

    /** Every module may depend on these, so the drawing leaves their arrows out. */
    private static final Set<String> SHARED = Set.of("core", "database", "web", "api");

    private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)\\)");

    @Test
    void drawsTheModulesAsTheyAreDeclared() throws IOException {
        assertThat(README)
                .as("Replace the lines between the two comments with: %n%s", drawing())
                .content()
                .contains("<!-- modules -->\n" + drawing() + "<!-- /modules -->\n");
    }

    @Test
    void linksToFilesThatExist() throws IOException {
        var documents =
                Stream.concat(Stream.of(README), files("src/docs", ".md").stream()).toList();
        for (var document : documents) {
            assertThat(LINK.matcher(Files.readString(document)).results())
                    .as(document.toString())
                    .allSatisfy(link ->
                            assertThat(document.resolveSibling(link.group(1)).normalize())
                                    .exists());
        }
    }

    private static String drawing() throws IOException {
        return files(MODULES.toString(), "package-info.java").stream()
                .filter(file -> file.getNameCount() == MODULES.getNameCount() + 2)
                .map(file -> MODULES.relativize(file).getName(0).toString())
                .sorted()
                .flatMap(ReadmeTests::arrows)
                .collect(Collectors.joining("", "```mermaid\ngraph BT\n", "```\n"));
    }

    private static Stream<String> arrows(String module) {
        return allowed(module)
                .map(name -> name.replaceAll("::.*", ""))
                .distinct()
                .filter(name -> !SHARED.contains(name))
                .sorted()
                .map(name -> "  %s --> %s%n".formatted(module, name));
    }

    private static Stream<String> allowed(String module) {
        try {
            var declared =
                    Class.forName("io.sendyard." + module + ".package-info")
                            .getAnnotation(ApplicationModule.class);
            return Stream.of(declared.allowedDependencies());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (var files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
