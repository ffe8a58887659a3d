package io.sendyard.system;

import java.util.List;
import java.util.Map;

/**
 * What a process is started with beside its settings.
 *
 * @param under the command that runs it, with its arguments; none for itself
 * @param jvm further options of its virtual machine
 * @param environment further variables
 */
public record Launch(List<String> under, List<String> jvm, Map<String, String> environment) {

    /** With a compiler that is soon done, as a short test wants it. */
    public static final Launch PLAIN = new Launch(List.of(), List.of(), Map.of());

    /** With the options that the README tells operators. */
    public static final Launch IN_EARNEST =
            new Launch(
                    List.of(),
                    List.of(
                            "-XX:TieredStopAtLevel=4",
                            "-XX:+UseSerialGC",
                            "-XX:+UseCompactObjectHeaders",
                            "-Xms64m",
                            "-Xmn32m",
                            "-Xmx208m",
                            "-XX:MinHeapFreeRatio=15",
                            "-XX:MaxHeapFreeRatio=30",
                            "-XX:TrimNativeHeapInterval=5000",
                            "-XX:ReservedCodeCacheSize=48m",
                            "-XX:FreqInlineSize=100",
                            "-XX:InlineSmallCode=1200"),
                    Map.of());

    public static Launch under(List<String> command) {
        return new Launch(command, List.of(), Map.of());
    }

    public Launch with(String option) {
        return new Launch(under, List.of(option), environment);
    }

    public static Launch in(Map<String, String> environment) {
        return new Launch(List.of(), List.of(), environment);
    }
}
