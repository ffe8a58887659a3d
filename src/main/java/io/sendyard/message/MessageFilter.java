package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of a server's messages are asked for; null: no matter.
 *
 * @param subject text in it, whatever its case
 * @param until not this instant itself
 * @param before only older ones than this
 */
public record MessageFilter(
        long serverId,
        @Nullable Long streamId,
        @Nullable MessageStatus status,
        @Nullable EmailAddress to,
        @Nullable EmailAddress from,
        @Nullable String subject,
        @Nullable String tag,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable MessageId before) {

    /**
     * An id is created when its message is received, a moment before the message is stored, so that
     * a part of the scan can start and end at ids.
     */
    private static final Duration MOMENT = Duration.ofMinutes(1);

    /** The filter as a scan from the newest to the oldest. */
    MessageScan scan() {
        var scan =
                MessageScan.of(
                        serverId,
                        to == null ? null : to.key(),
                        status,
                        streamId == null ? null : ":stream",
                        false);
        if (streamId != null) {
            scan.parameter("stream", streamId);
        }
        scan.ask("m.from_key = :from", "from", from == null ? null : from.key());
        scan.ask(
                "lower(m.subject) like :subject escape '!'",
                "subject",
                subject == null ? null : pattern(subject));
        scan.ask("m.tag = :tag", "tag", tag);
        if (since != null) {
            scan.check("m.created_at >= :since", "since", since.atOffset(ZoneOffset.UTC));
            scan.pass(">=", idAt(since.minus(MOMENT)));
        }
        if (until != null) {
            scan.check("m.created_at < :until", "until", until.atOffset(ZoneOffset.UTC));
            scan.pass("<", idAt(until.plus(MOMENT)));
        }
        scan.after(before == null ? null : before.uuid());
        return scan;
    }

    private static String pattern(String text) {
        return "%" + text.toLowerCase(Locale.ROOT).replaceAll("([%_!])", "!$1") + "%";
    }

    /** The lowest id of a millisecond; before 1970 there are none. */
    private static UUID idAt(Instant moment) {
        long millis = Math.clamp(moment.toEpochMilli(), 0, (1L << 47) - 1);
        return new UUID(millis << 16, 0);
    }
}
