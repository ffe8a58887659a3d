package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.LikePattern;
import io.sendyard.core.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a server's messages to list, and where in the list to start; null leaves nothing out.
 *
 * @param deferred whether the last attempt was deferred
 * @param partOfRecipient part of a recipient's address, in any case
 * @param subject part of it, in any case
 * @param until not this instant itself
 * @param before continues with older messages than this one
 * @param after goes back to newer messages than this one; ignored if {@code before} is set
 */
public record MessageSearch(
        @Nullable MessageId id,
        @Nullable MessageStatus status,
        @Nullable Boolean deferred,
        @Nullable Long streamId,
        @Nullable EmailAddress recipient,
        @Nullable String partOfRecipient,
        @Nullable EmailAddress sender,
        @Nullable String subject,
        @Nullable String tag,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable MessageId before,
        @Nullable MessageId after) {

    /** The id to search for where a stream is named that the server doesn't have. */
    public static final long NO_STREAM = 0;

    /**
     * An id is created when its message is received, a moment before the message is stored, so that
     * a part of the scan can start and end at ids.
     */
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private static final int MOST_ASCII = 127;

    /** The same from another position in the list. */
    public MessageSearch at(@Nullable MessageId olderThan, @Nullable MessageId newerThan) {
        return new MessageSearch(
                id,
                status,
                deferred,
                streamId,
                recipient,
                partOfRecipient,
                sender,
                subject,
                tag,
                since,
                until,
                olderThan,
                newerThan);
    }

    /** Whether no message can match; PostgreSQL accepts no NUL even in a query. */
    boolean findsNothing() {
        return (streamId != null && streamId == NO_STREAM)
                || Stream.of(partOfRecipient, subject, tag).anyMatch(MessageSearch::hasControls);
    }

    /** The search as a scan of a server's messages. */
    MessageScan scan(long serverId) {
        boolean backward = before == null && after != null;
        var key = recipient == null ? null : recipient.key();
        var scan = MessageScan.of(serverId, key, status, streamId, backward);
        if (deferred != null) {
            scan.ask("m.deferred = " + deferred);
        }
        scan.ask("m.from_key = :from", "from", sender == null ? null : sender.key());
        scan.ask("m.tag = :tag", "tag", tag);
        texts(scan);
        period(scan);
        var start = backward ? after : before;
        scan.after(start == null ? null : start.uuid());
        return scan;
    }

    private void texts(MessageScan scan) {
        if (partOfRecipient != null) {
            // With an offset PostgreSQL asks each message of the walk, and does not look through
            // the recipients of all servers first.
            scan.ask(
                    "exists (select 1 from recipient o where o.message_id = m.id"
                            + " and o.address_key like :part escape '!' offset 0 rows)",
                    "part",
                    LikePattern.containing(partOfRecipient.toLowerCase(Locale.ROOT)));
        }
        if (subject != null) {
            subject(subject, scan);
        }
        if (id != null) {
            scan.pass("=", id.uuid());
        }
    }

    /**
     * A database can know only the case of ASCII letters, so the other letters of the search are
     * told to it. What changes its length with its case is found as it was typed.
     */
    private static void subject(String typed, MessageScan scan) {
        var small = typed.toLowerCase(Locale.ROOT);
        var letters =
                small.chars()
                        .filter(c -> c > MOST_ASCII && Character.toUpperCase(c) != c)
                        .distinct()
                        .toArray();
        var folded = "lower(m.subject)";
        if (letters.length > 0) {
            folded = "translate(lower(m.subject), :capitals, :smalls)";
            scan.parameter("smalls", text(IntStream.of(letters)));
            scan.parameter("capitals", text(IntStream.of(letters).map(Character::toUpperCase)));
        }
        scan.ask(
                "(%s like :subject escape '!' or m.subject like :typed escape '!')"
                        .formatted(folded),
                "subject",
                LikePattern.containing(small));
        scan.parameter("typed", LikePattern.containing(typed));
    }

    private void period(MessageScan scan) {
        if (since != null) {
            scan.check("m.created_at >= :since", "since", since.atOffset(ZoneOffset.UTC));
            scan.pass(">=", MessageId.firstAt(since.minus(MOMENT)).uuid());
        }
        if (until != null) {
            scan.check("m.created_at < :until", "until", until.atOffset(ZoneOffset.UTC));
            scan.pass("<", MessageId.firstAt(until.plus(MOMENT)).uuid());
        }
    }

    private static String text(IntStream letters) {
        return letters.mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static boolean hasControls(@Nullable String text) {
        return text != null && text.codePoints().anyMatch(Character::isISOControl);
    }
}
