package io.sendyard.smtp.client;

import io.sendyard.core.EmailAddress;
import java.nio.charset.StandardCharsets;

/**
 * What is handed over in one transaction.
 *
 * @param sender the envelope's sender
 * @param utf8 whether a header holds more than ASCII (RFC 6532)
 * @param eightBit whether the body does (RFC 6152)
 */
public record OutgoingMail(
        String sender, EmailAddress recipient, boolean utf8, boolean eightBit, Content content) {

    /** Whether only a host with SMTPUTF8 can take it (RFC 6531). */
    boolean international() {
        return utf8 || !StandardCharsets.US_ASCII.newEncoder().canEncode(recipient.localPart());
    }

    /** The octets, made when it is known what the host takes. */
    public interface Content {

        /**
         * All of the message, signed, with CRLF.
         *
         * @param eightBit whether the host takes octets above 127 in a body
         */
        byte[] octets(boolean eightBit);
    }
}
