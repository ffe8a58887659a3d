package io.sendyard.delivery;

import io.sendyard.core.Excerpt;
import io.sendyard.smtp.client.ServerReply;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of mail that came back, as far as it can be told.
 *
 * @param status the enhanced code (RFC 3463) that a report names
 * @param replyCode of the mail server that rejected the message
 * @param text what that mail server said, the kind of complaint, or the mail's own text; at most 1
 *     KiB
 * @param reporter the mail server that reports
 * @param elsewhere whether the report is about an address that the recipient forwards to
 */
record BounceReport(
        Kind kind,
        @Nullable String status,
        @Nullable Integer replyCode,
        @Nullable String text,
        @Nullable String reporter,
        boolean elsewhere) {

    private static final int LONGEST_HOST = 253;

    static BounceReport of(Kind kind) {
        return new BounceReport(kind, null, null, null, null, false);
    }

    /** Mail that is shown with its text. */
    static BounceReport of(Kind kind, String text) {
        return new BounceReport(kind, null, null, shown(text), null, false);
    }

    static @Nullable String shown(String text) {
        var line = text.strip().replaceAll("\\s{1,1000}", " ");
        return line.isEmpty() ? null : ServerReply.shown(line);
    }

    static @Nullable String host(String value) {
        var name = shown(value);
        return name == null ? null : Excerpt.of(name, LONGEST_HOST);
    }

    /** The kinds of mail that comes back. */
    enum Kind {
        /** Permanently undeliverable. */
        FAILED,
        COMPLAINT,
        /** The recipient wants no more messages of the stream. */
        OPT_OUT,
        /** An automatic reply, such as a vacation notice. */
        AUTO_REPLY,
        /** Returned by a mail server, for a reason that can't be read. */
        RETURNED,
        /** A delay, a success, or mail of a person: nothing changes. */
        NONE
    }
}
