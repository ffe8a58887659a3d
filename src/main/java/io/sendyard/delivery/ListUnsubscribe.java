package io.sendyard.delivery;

import io.sendyard.mime.CrlfBytes;
import io.sendyard.tracking.Subscriptions;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The header fields for one-click unsubscribe from a broadcast (RFC 8058). Each recipient's copy
 * has its own link, so the fields are added on delivery, like the return path and the signature;
 * the stored message has none. A {@code List-Unsubscribe} of the sender's own stays as it is,
 * without List-Unsubscribe-Post: we don't know what a POST to that link does.
 */
@Component
class ListUnsubscribe {

    private static final Pattern LINK = field("list-unsubscribe");
    private static final Pattern ONE_CLICK = field("list-unsubscribe-post");

    private final Subscriptions subscriptions;

    ListUnsubscribe(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    /**
     * A recipient's copy of a message, with them where it wants them.
     *
     * @param message all of it, with CRLF
     */
    byte[] on(byte[] message, Claim claim) {
        if (!claim.broadcast()) {
            return message;
        }
        var header = new String(message, 0, CrlfBytes.bodyOf(message), StandardCharsets.ISO_8859_1);
        if (LINK.matcher(header).find()) {
            return message;
        }
        var fields =
                "List-Unsubscribe: <%s>\r\n".formatted(subscriptions.link(claim.recipientId()));
        if (!ONE_CLICK.matcher(header).find()) {
            fields += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
        }
        return CrlfBytes.joined(fields.getBytes(StandardCharsets.US_ASCII), message);
    }

    /**
     * Only LF ends lines here: in UTF-8, bytes that look like other line ends are part of a
     * character.
     */
    private static Pattern field(String name) {
        return Pattern.compile("(?imd)^%s[ \t]*:".formatted(name));
    }
}
