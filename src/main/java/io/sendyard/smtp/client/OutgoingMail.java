package io.sendyard.smtp.client;

import io.sendyard.core.EmailAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A message for one recipient, ready to deliver.
 *
 * @param sender the envelope's sender
 * @param from the address in From, which a mail server can name when it rejects; null if unknown
 * @param utf8 whether the header has non-ASCII text (RFC 6532)
 * @param utf8Only whether such text is in an address, which has no other form
 * @param eightBit whether the body does (RFC 6152)
 */
public record OutgoingMail(
        String sender,
        @Nullable EmailAddress from,
        EmailAddress recipient,
        boolean utf8,
        boolean utf8Only,
        boolean eightBit,
        Content content) {

    /** Whether it is sent with SMTPUTF8 where that is offered (RFC 6531). */
    boolean international() {
        return utf8 || internationalOnly();
    }

    /** Whether only a host with SMTPUTF8 can take it. */
    boolean internationalOnly() {
        return utf8Only || !StandardCharsets.US_ASCII.newEncoder().canEncode(recipient.localPart());
    }

    /** The bytes of the message, produced once the mail server's extensions are known. */
    public interface Content {

        /**
         * The whole message, signed, with CRLF.
         *
         * @param eightBit whether the mail server accepts bytes above 127 in a body
         * @param utf8 whether it accepts UTF-8 in a header
         */
        byte[] octets(boolean eightBit, boolean utf8);
    }
}
