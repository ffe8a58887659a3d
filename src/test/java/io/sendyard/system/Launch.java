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

    /** As an operator starts it. */
    public static final Launch PLAIN = new Launch(List.of(), List.of(), Map.of());

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
