package io.sendyard.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process is started with beside its settings.
 *
 * @param under the command that runs it, with its arguments; none for itself
 * @param jvm further options of its virtual machine
 * @param environment further variables
 * @param packaged whether it is the packaged jar, or else the classes of this build
 */
public record Launch(
        List<String> under, List<String> jvm, Map<String, String> environment, boolean packaged) {

    private static final Pattern COMMAND =
            Pattern.compile("^ +java (-[^`]*?)\\s+-jar target/", Pattern.MULTILINE);

    /** With a compiler that is soon done, as a short test wants it. */
    public static final Launch PLAIN = new Launch(List.of(), List.of(), Map.of(), false);

    /** With the options for production in operating.md, read from there. */
    public static final Launch IN_EARNEST = new Launch(List.of(), told(), Map.of(), false);

    /** {@code java -jar}, as people start it. */
    public static final Launch PACKAGED = new Launch(List.of(), List.of(), Map.of(), true);

    public static Launch under(List<String> command) {
        return new Launch(command, List.of(), Map.of(), false);
    }

    public Launch with(String option) {
        return new Launch(under, List.of(option), environment, packaged);
    }

    public static Launch in(Map<String, String> environment) {
        return new Launch(List.of(), List.of(), environment, false);
    }

    /** The last arguments of a JVM that runs the packaged jar. */
    static List<String> jar() {
        return List.of("-jar", System.getProperty("sendyard.test.jar"));
    }

    private static List<String> told() {
        try {
            var command = COMMAND.matcher(Files.readString(Path.of("src/docs/operating.md")));
            if (!command.find()) {
                throw new IllegalStateException("operating.md does not say how to run the jar");
            }
            var options = Stream.of(command.group(1).split("[\\s\\\\]+"));
            return Stream.concat(Stream.of("-XX:TieredStopAtLevel=4"), options).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
