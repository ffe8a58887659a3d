package io.sendyard.delivery;

import io.sendyard.core.EmailAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The machine-readable part of a report of delivery (RFC 3464) or of abuse (RFC 5965). */
final class DeliveryStatus {

    private static final Pattern STATUS = Pattern.compile("([245]\\.[0-9]{1,3}\\.[0-9]{1,3}).*");
    private static final Pattern REPLY_CODE = Pattern.compile("([2-5][0-9]{2})(?![0-9]).*");

    private DeliveryStatus() {}

    /**
     * Reads one block for the message and one for each recipient (RFC 3464 section 2).
     *
     * @param parties with our recipient. Its block counts, or else the first that names a failure
     * @param described what the report's readable part says of it; counts if no diagnostic does
     */
    static BounceReport ofDelivery(String text, MailParties parties, @Nullable String described) {
        var recipient = parties.recipient();
        var blocks =
                Arrays.stream(text.replace("\r\n", "\n").strip().split("\n[ \t]*\n", -1))
                        .map(DeliveryStatus::fields)
                        .toList();
        var reporter = blocks.getFirst().get("reporting-mta");
        var recipients = blocks.stream().filter(DeliveryStatus::isOfRecipient).toList();
        var block =
                recipients.stream()
                        .filter(fields -> names(fields, recipient))
                        .findFirst()
                        .or(() -> recipients.stream().filter(DeliveryStatus::failed).findFirst());
        return block.filter(DeliveryStatus::failed)
                .map(fields -> failure(fields, parties, reporter, described))
                .orElse(BounceReport.of(BounceReport.Kind.NONE));
    }

    /** Only a person who complains or wants no more mail counts (RFC 5965 section 7.3). */
    static BounceReport ofFeedback(String text) {
        var fields = fields(text);
        // A person's mail may have such a part; a system names itself (RFC 5965 section 3.1).
        if (!fields.containsKey("user-agent") && !fields.containsKey("version")) {
            return BounceReport.of(BounceReport.Kind.NONE);
        }
        var type = fields.getOrDefault("feedback-type", "").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "abuse", "fraud" ->
                    BounceReport.of(BounceReport.Kind.COMPLAINT, "Feedback type: " + type);
            case "opt-out" -> BounceReport.of(BounceReport.Kind.OPT_OUT);
            default -> BounceReport.of(BounceReport.Kind.NONE);
        };
    }

    /** The reply code at the start of what a mail server said. */
    static @Nullable Integer replyCode(String said) {
        var code = REPLY_CODE.matcher(said);
        return code.lookingAt() ? Integer.valueOf(code.group(1)) : null;
    }

    private static BounceReport failure(
            Map<String, String> fields,
            MailParties parties,
            @Nullable String reporter,
            @Nullable String described) {
        var diagnostic = afterType(fields.getOrDefault("diagnostic-code", ""));
        var said = diagnostic.isEmpty() && described != null ? described : diagnostic;
        var status = STATUS.matcher(fields.getOrDefault("status", ""));
        var host = fields.getOrDefault("remote-mta", reporter == null ? "" : reporter);
        return new BounceReport(
                BounceReport.Kind.FAILED,
                status.matches() ? status.group(1) : null,
                replyCode(said),
                BounceReport.shown(said),
                BounceReport.host(afterType(host)),
                isElsewhere(fields, parties));
    }

    private static boolean isOfRecipient(Map<String, String> fields) {
        return fields.containsKey("action") || fields.containsKey("final-recipient");
    }

    private static boolean failed(Map<String, String> fields) {
        var action = fields.getOrDefault("action", "").toLowerCase(Locale.ROOT);
        return action.isEmpty()
                ? fields.getOrDefault("status", "").startsWith("5")
                : action.startsWith("fail");
    }

    private static boolean names(Map<String, String> fields, EmailAddress recipient) {
        return addresses(fields).contains(recipient.key());
    }

    /**
     * A report about another mailbox at another domain: a list or an alias may have further ones.
     */
    private static boolean isElsewhere(Map<String, String> fields, MailParties parties) {
        var named = addresses(fields).stream().filter(one -> one.indexOf('@') > 0).toList();
        return !named.isEmpty()
                && named.stream()
                        .noneMatch(one -> parties.address(one) == MailParties.Party.RECIPIENT);
    }

    private static List<String> addresses(Map<String, String> fields) {
        return Stream.of("final-recipient", "original-recipient")
                .map(name -> afterType(fields.getOrDefault(name, "")))
                .map(value -> value.replaceAll("^<|>$", "").toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Map<String, String> fields(String block) {
        var fields = new HashMap<String, String>();
        var unfolded = block.replace("\r\n", "\n").replaceAll("\n[ \t]+", " ");
        for (var line : unfolded.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                fields.putIfAbsent(name, line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    /** {@code smtp; 550 5.1.1 …} without the type before the semicolon. */
    private static String afterType(String value) {
        return value.substring(value.indexOf(';') + 1).strip();
    }
}
