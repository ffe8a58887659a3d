package io.sendyard.fault;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Where a process can be made to die, without a hook being run or a file being closed. */
enum DeathPoint {
    BEFORE_THE_INSERT("message.MessageInserts", "insert", "AT ENTRY"),
    BEFORE_THE_COMMIT("message.MessageInserts", "insert", "AT EXIT"),
    BEFORE_THE_ANSWER("message.GroupCommit$AfterStoring", "afterCommit", "AFTER INVOKE sync"),
    AFTER_THE_CLAIM("delivery.Dispatcher", "handOut", "AT ENTRY", "NOT $1.isEmpty()"),
    BEFORE_THE_FINAL_DOT("smtp.client.SmtpClient", "deliver", "AT INVOKE send"),
    AFTER_THE_FINAL_DOT("smtp.client.SmtpClient", "deliver", "AFTER INVOKE send"),
    AFTER_THE_HOSTS_YES("smtp.client.SmtpClient", "deliver", "AT EXIT"),
    BETWEEN_RECIPIENTS(
            "delivery.OutcomeRecorder", "record(io.sendyard.delivery.ClaimOutcome)", "AT EXIT"),
    WITHIN_A_BATCH_OF_THE_PURGE("message.MessagePurge", "purge", "AT EXIT", "$! > 0"),
    BETWEEN_BATCHES_OF_THE_PURGE("server.ServerPurge", "batch", "AT EXIT", "$! > 0"),
    WITHIN_THE_PLAN_COUNT("server.ServerCreation", "requireCapacity", "AT EXIT"),
    AS_THE_KEYS_ANSWER_IS_WRITTEN("api.IdempotencyRecords", "answered", "AT EXIT"),
    BEFORE_THE_KEYS_ANSWER_LEAVES("api.IdempotencyFilter", "run", "AT INVOKE copyBodyToResponse");

    private final String owner;
    private final String method;
    private final String location;
    private final String condition;

    DeathPoint(String owner, String method, String location) {
        this(owner, method, location, "true");
    }

    DeathPoint(String owner, String method, String location, String condition) {
        this.owner = owner;
        this.method = method;
        this.location = location;
        this.condition = condition;
    }

    /** All of them as rules; each waits for its {@link #armed file} to be there. */
    static String rules(Path folder) {
        return Arrays.stream(values())
                .map(point -> point.rule(folder))
                .collect(Collectors.joining("\n"));
    }

    /** While this file is there, a process dies that comes to the point. */
    Path armed(Path folder) {
        return folder.resolve(name());
    }

    /** Whether its method and the call that it names are in the code; a rule for others is idle. */
    boolean isThere(JavaClasses classes) {
        var name = method.replaceFirst("\\(.*", "");
        var call = location.replaceFirst(".* INVOKE ", "");
        return classes.get("io.sendyard." + owner).getMethods().stream()
                .filter(found -> found.getName().equals(name))
                .anyMatch(found ->
                        !location.contains("INVOKE")
                                || found.getMethodCallsFromSelf().stream()
                                        .anyMatch(made -> made.getName().equals(call)));
    }

    private String rule(Path folder) {
        return """
        RULE %s
        CLASS io.sendyard.%s
        METHOD %s
        %s
        BIND armed = new java.io.File("%s")
        IF armed.exists() AND (%s)
        DO killJVM()
        ENDRULE
        """
                .formatted(name(), owner, method, location, armed(folder), condition);
    }
}
