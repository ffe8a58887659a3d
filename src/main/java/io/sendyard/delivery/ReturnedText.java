package io.sendyard.delivery;

import io.sendyard.core.EmailAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The readable text of mail that a mail server returned without a report of RFC 3464: QSBMF
 * (qmail), old Exim, Yahoo, Mail.ru, OpenSMTPD and others.
 */
final class ReturnedText {

    private static final String QSBMF = "Hi. This is the";

    /** What comes after it is a copy of our own message. */
    private static final Pattern COPY =
            Pattern.compile(
                    "(?im)^[ \\t>*-]{0,80}(?:below (?:this|the next) line is|this is a copy of|below is a copy of|enclosed (?:is|are) the original"
                            + "|original message (?:follows|headers)|the (?:header|body) of the (?:original|message)|(?:possibly )?truncated original"
                            + "|message (?:text|header) follows|unsent message|returned message|copy of (?:the|your) (?:original )?message)"
                            + "|^(?:return-path|received|dkim-signature):");

    private static final Pattern REPLY =
            Pattern.compile(
                    "(?m)(?<![\\d.])[45]\\d\\d[ -][^\\r\\n]{1,1000}|#?\\b[45]\\.\\d\\.\\d{1,3}\\b");

    private final String own;
    private final EmailAddress recipient;

    ReturnedText(String text, EmailAddress recipient) {
        var copy = COPY.matcher(text);
        this.own = copy.find() ? text.substring(0, copy.start()) : text;
        this.recipient = recipient;
    }

    /** The text up to the copy of the message. */
    String own() {
        return own;
    }

    /** Whether it has the form of QSBMF (cr.yp.to/proto/qsbmf.txt). */
    boolean isQsbmf() {
        return own.stripLeading().startsWith(QSBMF);
    }

    /**
     * What it says of the recipient: all that comes after the address, or from the first reply of a
     * mail server on. Empty if it has neither.
     */
    Optional<String> said() {
        int at = own.toLowerCase(Locale.ROOT).indexOf(recipient.key());
        if (at >= 0) {
            return Optional.of(
                            own.substring(at + recipient.key().length())
                                    .replaceFirst("^[>:)]+", ""))
                    .map(String::strip)
                    .filter(said -> !said.isEmpty());
        }
        var reply = REPLY.matcher(own);
        return reply.find() ? Optional.of(own.substring(reply.start())) : Optional.empty();
    }

    /** The reply code in what was said; null if it has none. */
    static Optional<Integer> replyCode(String said) {
        var reply = REPLY.matcher(said);
        while (reply.find()) {
            var code = DeliveryStatus.replyCode(reply.group());
            if (code != null) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
