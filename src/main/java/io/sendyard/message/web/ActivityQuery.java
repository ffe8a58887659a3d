package io.sendyard.message.web;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.message.MessageSearch;
import io.sendyard.message.MessageStatus;
import io.sendyard.server.Stream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;

/**
 * What somebody searches a server's log for on its page, and where in it to start.
 *
 * @param q a message's id, an address or a part of one, or a part of the subject
 * @param stream the slug of a stream
 * @param from the first day, in UTC
 * @param to the last day, in UTC
 * @param before continues with older messages than this one
 * @param after goes back to newer messages than this one; ignored if {@code before} is set
 */
record ActivityQuery(
        @Nullable String q,
        @Nullable MessageStatus state,
        @Nullable String stream,
        @Nullable String tag,
        @Nullable @DateTimeFormat(iso = ISO.DATE) LocalDate from,
        @Nullable @DateTimeFormat(iso = ISO.DATE) LocalDate to,
        @Nullable MessageId before,
        @Nullable MessageId after) {

    private static final int MOST_YEAR = 9_999;

    ActivityQuery(
            @Nullable String q,
            @Nullable MessageStatus state,
            @Nullable String stream,
            @Nullable String tag,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable MessageId before,
            @Nullable MessageId after) {
        this.q = kept(q);
        this.state = state;
        this.stream = kept(stream);
        this.tag = kept(tag);
        this.from = kept(from);
        this.to = kept(to);
        this.before = before;
        this.after = before == null ? after : null;
    }

    /** Everything, from the newest on. */
    static ActivityQuery all() {
        return new ActivityQuery(null, null, null, null, null, null, null, null);
    }

    /** Whether it leaves any message out. */
    boolean filters() {
        return q != null
                || state != null
                || stream != null
                || tag != null
                || from != null
                || to != null;
    }

    /** The same filters from another position in the log. */
    ActivityQuery at(@Nullable MessageId olderThan, @Nullable MessageId newerThan) {
        return new ActivityQuery(q, state, stream, tag, from, to, olderThan, newerThan);
    }

    /** The same without what stands in the search box. */
    ActivityQuery asking(@Nullable String question) {
        return new ActivityQuery(question, state, stream, tag, from, to, null, null);
    }

    ActivityQuery in(@Nullable MessageStatus wanted) {
        return new ActivityQuery(q, wanted, stream, tag, from, to, null, null);
    }

    ActivityQuery by(@Nullable String slug) {
        return new ActivityQuery(q, state, slug, tag, from, to, null, null);
    }

    ActivityQuery tagged(@Nullable String wanted) {
        return new ActivityQuery(q, state, stream, wanted, from, to, null, null);
    }

    ActivityQuery during(@Nullable LocalDate first, @Nullable LocalDate last) {
        return new ActivityQuery(q, state, stream, tag, first, last, null, null);
    }

    /** The message that the search names by its id. */
    Optional<MessageId> id() {
        try {
            return Optional.ofNullable(q).map(MessageId::of);
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    /**
     * The search of messages that it asks for.
     *
     * @param streams those of the server
     */
    MessageSearch search(List<Stream> streams) {
        var address = q == null ? null : EmailAddress.parse(q).orElse(null);
        var id = id().orElse(null);
        boolean part = q != null && q.contains("@") && address == null;
        boolean subject = q != null && !q.contains("@") && id == null;
        boolean queued = state != null && state.shown(true) == MessageStatus.DEFERRED;
        return new MessageSearch(
                id,
                queued ? MessageStatus.QUEUED : state,
                queued ? state == MessageStatus.DEFERRED : null,
                streamId(streams),
                address,
                part ? q : null,
                null,
                subject ? q : null,
                tag,
                start(from),
                start(to == null ? null : to.plusDays(1)),
                before,
                after);
    }

    private @Nullable Long streamId(List<Stream> streams) {
        return stream == null
                ? null
                : streams.stream()
                        .filter(one -> one.slug().equals(stream))
                        .map(Stream::id)
                        .findAny()
                        .orElse(MessageSearch.NO_STREAM);
    }

    private static @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static @Nullable String kept(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Days of other years than those of four digits are no days of a log. */
    private static @Nullable LocalDate kept(@Nullable LocalDate day) {
        boolean kept =
                day != null
                        && ChronoUnit.YEARS.between(LocalDate.EPOCH, day) >= 0
                        && day.getYear() <= MOST_YEAR;
        return kept ? day : null;
    }
}
