package io.sendyard.message.web;

import io.sendyard.core.ByteSize;
import io.sendyard.message.BounceClass;
import io.sendyard.message.Message;
import io.sendyard.message.MessageEvent;
import io.sendyard.message.MessageStatus;
import io.sendyard.message.Outcome;
import io.sendyard.message.Recipient;
import io.sendyard.message.RecipientEvent;
import io.sendyard.message.TranscriptLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a message, in words.
 *
 * @param recipients the first of them
 * @param events the first of them
 */
record TimelineEntries(Message message, List<Recipient> recipients, List<MessageEvent> events) {

    /** Recipients, and events, that are shown. */
    static final int MOST = 200;

    static TimelineEntries of(Message message, List<RecipientEvent> read) {
        return new TimelineEntries(
                message,
                read.stream().map(RecipientEvent::recipient).distinct().limit(MOST).toList(),
                read.stream()
                        .flatMap(one -> Stream.ofNullable(one.event()))
                        .sorted(Comparator.comparingLong(MessageEvent::id))
                        .limit(MOST)
                        .toList());
    }

    public List<TimelineEntry> entries() {
        var entries = new ArrayList<TimelineEntry>();
        entries.add(
                new TimelineEntry(
                        "check",
                        "calm",
                        "Accepted",
                        message.createdAt(),
                        arrival(),
                        null,
                        List.of()));
        if (message.sendAt() != null) {
            entries.add(
                    new TimelineEntry(
                            "scheduled",
                            "calm",
                            "Scheduled",
                            message.sendAt(),
                            "Goes out then.",
                            null,
                            List.of()));
        }
        events.stream().map(this::entry).forEach(entries::add);
        recipients.stream()
                .filter(recipient -> recipient.attempts() > 0 && recipient.dueAt() != null)
                .filter(recipient -> recipient.shown() == MessageStatus.DEFERRED)
                .limit(1)
                .forEach(recipient ->
                        entries.add(
                                new TimelineEntry(
                                        "clock",
                                        "calm",
                                        "Next attempt",
                                        Objects.requireNonNull(recipient.dueAt()),
                                        null,
                                        null,
                                        List.of())));
        return entries;
    }

    /** Whether there is more than is read of either. */
    public boolean more() {
        return events.size() == MOST || recipients.size() == MOST;
    }

    /** The attempts it took, of the recipient that took the most. */
    public int attempts() {
        return recipients.stream().mapToInt(Recipient::attempts).max().orElse(0);
    }

    /** When the last thing happened to it. */
    public Instant changedAt() {
        return events.isEmpty() ? message.createdAt() : events.getLast().at();
    }

    private String arrival() {
        var way =
                switch (message.source()) {
                    case API -> "Through the API, ";
                    case SMTP -> "By SMTP, ";
                    case DASHBOARD -> "From the dashboard, ";
                    case SYSTEM -> "From Sendyard itself, ";
                };
        return way + new ByteSize(message.size());
    }

    private TimelineEntry entry(MessageEvent event) {
        var recipient = event.recipient();
        var shown = event.type().shown();
        return new TimelineEntry(
                shown == null ? "mail" : shown.icon(),
                shown == null ? "calm" : shown.mood(),
                title(event),
                event.at(),
                sentence(event),
                message.recipients() > 1 && recipient != null ? recipient.address() : null,
                event.conversation());
    }

    private static String title(MessageEvent event) {
        var word = event.type().label();
        var attempt = event.details().attempt();
        return attempt == null ? word : "Attempt %d %s".formatted(attempt, event.type().key());
    }

    private static String sentence(MessageEvent event) {
        var details = event.details();
        return switch (event.type()) {
            case DELIVERED -> joined(", ", way(details), took(details));
            case DEFERRED -> joined(": ", host(details, "asked to come back later"), said(event));
            case BOUNCED ->
                    joined(
                            " ",
                            ended(joined(": ", host(details, "refused it"), said(event))),
                            kind(details.bounceClass()));
            case CAPTURED -> Objects.requireNonNullElse(event.reason(), "Kept here. Nothing left.");
            case COMPLAINED ->
                    Objects.requireNonNullElse(event.reason(), "The recipient called it spam.");
            case REJECTED, FAILED, CANCELLED, RETURNED, AUTO_REPLIED -> joined(": ", said(event));
        };
    }

    private static String ended(String sentence) {
        return sentence.isEmpty() || ".!?…".indexOf(sentence.charAt(sentence.length() - 1)) >= 0
                ? sentence
                : sentence + ".";
    }

    private static @Nullable String host(Outcome.Details details, String did) {
        return details.remoteHost() == null ? null : details.remoteHost() + " " + did;
    }

    private static String way(Outcome.Details details) {
        return joined(", ", details.remoteHost(), details.remoteAddress(), tls(details.tls()));
    }

    private static String tls(@Nullable String protocol) {
        return protocol == null
                ? "not encrypted"
                : protocol.replaceFirst("^TLSv1$", "TLS 1.0").replace("TLSv", "TLS ");
    }

    private static @Nullable String took(Outcome.Details details) {
        return details.durationMillis() == null
                ? null
                : "in %d ms".formatted(details.durationMillis());
    }

    /** The reply as it came, or the reason we know. */
    private static @Nullable String said(MessageEvent event) {
        var details = event.details();
        if (details.replyCode() == null && details.text() == null) {
            return event.reason();
        }
        var text = Objects.requireNonNullElse(details.text(), "");
        var code = Objects.toString(details.replyCode(), "");
        var enhanced = Objects.requireNonNullElse(details.enhancedCode(), "");
        return Stream.of(
                        text.startsWith(code) ? "" : code,
                        text.contains(enhanced) ? "" : enhanced,
                        text)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static @Nullable String kind(@Nullable BounceClass kind) {
        return kind == null
                ? null
                : switch (kind) {
                    case HARD -> "The address does not exist.";
                    case SOFT -> "The mailbox can’t take it now.";
                    case BLOCK -> "It was blocked because of its content or its sender.";
                    case SENDER -> "The sender was rejected, not the recipient.";
                    case TRANSIENT -> "There was trouble on the way.";
                    case AUTO_REPLY -> "A machine answered.";
                };
    }

    private static String joined(String between, @Nullable String... parts) {
        return Stream.of(parts)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(between));
    }

    /**
     * One entry of the timeline.
     *
     * @param recipient the address it concerns; null if the message has only one
     */
    record TimelineEntry(
            String icon,
            String mood,
            String title,
            Instant at,
            @Nullable String sentence,
            @Nullable String recipient,
            List<TranscriptLine> conversation) {}
}
