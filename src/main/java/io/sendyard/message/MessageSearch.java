package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;

/**
 * A search of a server's messages, and where in the log to start.
 *
 * @param q a message's id, an address or a part of one, or a part of the subject
 * @param stream the slug of a stream
 * @param from the first day, in UTC
 * @param to the last day, in UTC
 * @param before continues with older messages than this one
 * @param after goes back to newer messages than this one; ignored if {@code before} is set
 */
public record MessageSearch(
        @Nullable String q,
        @Nullable MessageState state,
        @Nullable String stream,
        @Nullable String tag,
        @Nullable @DateTimeFormat(iso = ISO.DATE) LocalDate from,
        @Nullable @DateTimeFormat(iso = ISO.DATE) LocalDate to,
        @Nullable MessageId before,
        @Nullable MessageId after) {

    private static final int MOST_YEAR = 9_999;

    public MessageSearch(
            @Nullable String q,
            @Nullable MessageState state,
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
    public static MessageSearch all() {
        return new MessageSearch(null, null, null, null, null, null, null, null);
    }

    /** Whether it leaves any message out. */
    public boolean filters() {
        return q != null
                || state != null
                || stream != null
                || tag != null
                || from != null
                || to != null;
    }

    /** The same filters from another position in the log. */
    public MessageSearch at(@Nullable MessageId olderThan, @Nullable MessageId newerThan) {
        return new MessageSearch(q, state, stream, tag, from, to, olderThan, newerThan);
    }

    /** The same without what stands in the search box. */
    public MessageSearch asking(@Nullable String question) {
        return new MessageSearch(question, state, stream, tag, from, to, null, null);
    }

    public MessageSearch in(@Nullable MessageState wanted) {
        return new MessageSearch(q, wanted, stream, tag, from, to, null, null);
    }

    public MessageSearch by(@Nullable String slug) {
        return new MessageSearch(q, state, slug, tag, from, to, null, null);
    }

    public MessageSearch tagged(@Nullable String wanted) {
        return new MessageSearch(q, state, stream, wanted, from, to, null, null);
    }

    public MessageSearch during(@Nullable LocalDate first, @Nullable LocalDate last) {
        return new MessageSearch(q, state, stream, tag, first, last, null, null);
    }

    /** The message that the search names by its id. */
    public Optional<MessageId> id() {
        try {
            return Optional.ofNullable(q).map(MessageId::of);
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    /** The recipient that the search names by a whole address. */
    Optional<EmailAddress> address() {
        return Optional.ofNullable(q).flatMap(EmailAddress::parse);
    }

    /** A part of a recipient's address. */
    Optional<String> partOfAddress() {
        return Optional.ofNullable(q)
                .filter(text -> text.contains("@") && address().isEmpty())
                .map(text -> text.toLowerCase(Locale.ROOT));
    }

    /** A part of the subject. */
    Optional<String> partOfSubject() {
        return Optional.ofNullable(q).filter(text -> !text.contains("@") && id().isEmpty());
    }

    /** Whether no message can match; PostgreSQL accepts no NUL even in a query. */
    boolean asksForNothing() {
        return hasControls(q) || hasControls(stream) || hasControls(tag);
    }

    private static boolean hasControls(@Nullable String text) {
        return text != null && text.codePoints().anyMatch(Character::isISOControl);
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
