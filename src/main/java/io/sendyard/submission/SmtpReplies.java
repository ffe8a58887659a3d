package io.sendyard.submission;

import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.smtp.server.Reply;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;

/**
 * Turns errors of the product into SMTP replies. Clients can retry what is not the sender's fault.
 */
final class SmtpReplies {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpReplies.class);

    /** The SQLSTATE class for insufficient disk space or memory. */
    private static final String INSUFFICIENT_RESOURCES = "53";

    private static final String DISK_FULL =
            "(?i).*(no space left|not enough space|quota exceeded).*";

    private SmtpReplies() {}

    static Reply to(RuntimeException no) {
        return switch (no) {
            case Refusal refusal -> to(refusal);
            case NotFound nothing -> new Reply(554, "5.6.0", String.valueOf(nothing.getMessage()));
            default -> later(no);
        };
    }

    private static Reply to(Refusal refusal) {
        var field = refusal.field();
        if (field == null) {
            return new Reply(550, "5.7.1", refusal.sentence());
        }
        var text = field + ": " + refusal.sentence();
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "from" -> new Reply(550, "5.7.1", text);
            case "to" -> new Reply(550, "5.1.0", text);
            case "received" -> new Reply(554, "5.4.6", refusal.sentence());
            case "size" -> new Reply(552, "5.3.4", refusal.sentence());
            default -> new Reply(554, "5.6.0", text);
        };
    }

    /** Logs a database outage in one line and a bug with its stack trace. */
    private static Reply later(RuntimeException trouble) {
        if (trouble instanceof NestedRuntimeException) {
            LOG.warn("A message could not be taken in: {}", trouble.toString());
        } else {
            LOG.error("A message could not be taken in", trouble);
        }
        return causes(trouble).anyMatch(SmtpReplies::isLackOfSpace)
                ? new Reply(452, "4.3.1", "No space left to keep it, try again later")
                : new Reply(451, "4.3.0", "It could not be kept, try again later");
    }

    private static boolean isLackOfSpace(Throwable cause) {
        var text = String.valueOf(cause.getMessage()).replaceAll("\\R", " ");
        return switch (cause) {
            case SQLException e
                    when String.valueOf(e.getSQLState()).startsWith(INSUFFICIENT_RESOURCES) ->
                    true;
            case SQLException _, IOException _ -> text.matches(DISK_FULL);
            default -> false;
        };
    }

    private static Stream<Throwable> causes(Throwable trouble) {
        return Stream.iterate(trouble, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
