package io.sendyard.delivery;

import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MemoryBudget;
import io.sendyard.message.StoredContents;
import io.sendyard.message.StoredContents.StoredContent;
import io.sendyard.mime.AsciiHeader;
import io.sendyard.mime.CrlfBytes;
import io.sendyard.mime.SevenBitEncoding;
import io.sendyard.sender.SenderPolicy;
import io.sendyard.smtp.client.OutgoingMail;
import io.sendyard.web.Installation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Prepares a recipient's copy for delivery: the envelope and the signed message. */
@Component
class OutgoingMails {

    /** The stored message, the message with added fields, and the bytes sent. */
    private static final int COPIES = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final MemoryBudget.Reservation NO_RESERVATION = () -> {};

    private final MemoryBudget memory;
    private final Duration patience;
    private final StoredContents contents;
    private final SenderPolicy senders;
    private final ReturnPaths returnPaths;
    private final ListUnsubscribe listUnsubscribe;
    private final String mailHostName;

    /**
     * Limits signing to one thread per processor. Otherwise requests wait until each of hundreds of
     * connections has had its share of one.
     */
    private final Semaphore processors =
            new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    @Autowired
    OutgoingMails(
            StoredContents contents,
            SenderPolicy senders,
            ReturnPaths returnPaths,
            ListUnsubscribe listUnsubscribe,
            Installation installation) {
        this(
                contents,
                senders,
                returnPaths,
                listUnsubscribe,
                installation,
                MemoryBudget.ofThisProcess(COPIES),
                PATIENCE);
    }

    OutgoingMails(
            StoredContents contents,
            SenderPolicy senders,
            ReturnPaths returnPaths,
            ListUnsubscribe listUnsubscribe,
            Installation installation,
            MemoryBudget memory,
            Duration patience) {
        this.memory = memory;
        this.patience = patience;
        this.contents = contents;
        this.senders = senders;
        this.returnPaths = returnPaths;
        this.listUnsubscribe = listUnsubscribe;
        mailHostName = installation.mailHostName();
    }

    /**
     * The message, with memory reserved until it is closed. It is built after the connection that
     * read it was returned: building it looks up senders, which can need a connection too.
     *
     * @throws OutOfMemory if other large messages take too long
     */
    PreparedMail prepared(Claim claim) {
        var known = claim.message();
        if (known != null) {
            return new PreparedMail(
                    mail(claim, known.from().address().key(), known.content()), NO_RESERVATION);
        }
        var stored = contents.find(claim.messageId(), Claim.MOST_KEPT);
        if (stored.isEmpty()) {
            return new PreparedMail(null, NO_RESERVATION);
        }
        var content = stored.get().content();
        if (content != null) {
            return new PreparedMail(mail(claim, stored.get().from(), content), NO_RESERVATION);
        }
        var reservation =
                memory.reserve(stored.get().size(), patience).orElseThrow(OutOfMemory::new);
        try {
            var whole =
                    contents.find(claim.messageId(), Integer.MAX_VALUE).map(StoredContent::content);
            return new PreparedMail(
                    whole.map(octets -> mail(claim, stored.get().from(), octets)).orElse(null),
                    reservation);
        } catch (RuntimeException | Error e) {
            reservation.close();
            throw e;
        }
    }

    private OutgoingMail mail(Claim claim, String from, byte[] content) {
        var address = EmailAddress.parse(from);
        var author = address.map(EmailAddress::domain);
        var message = listUnsubscribe.on(CrlfBytes.withCrlf(content), claim);
        int body = CrlfBytes.bodyOf(message);
        boolean eightBit = CrlfBytes.anyAbove127(message, body, message.length);
        boolean utf8 = CrlfBytes.anyAbove127(message, 0, body);
        var ascii = utf8 ? AsciiHeader.of(message) : Optional.<AsciiHeader>empty();
        return new OutgoingMail(
                sender(claim, author),
                address.orElse(null),
                claim.address(),
                utf8,
                utf8 && ascii.isEmpty(),
                eightBit,
                (takesEightBit, takesUtf8) -> {
                    var fitting =
                            takesUtf8
                                    ? message
                                    : ascii.map(header -> header.on(message)).orElse(message);
                    return signed(
                            claim,
                            author,
                            eightBit && !takesEightBit ? SevenBitEncoding.of(fitting) : fitting);
                });
    }

    private String sender(Claim claim, Optional<DomainName> author) {
        var domain =
                author.flatMap(from -> senders.returnPath(claim.serverId(), from))
                        .map(DomainName::value)
                        .orElse(mailHostName);
        return returnPaths.localPart(claim.recipientId(), claim.giveUpAt()) + "@" + domain;
    }

    private byte[] signed(Claim claim, Optional<DomainName> author, byte[] message) {
        processors.acquireUninterruptibly();
        try {
            var signature =
                    author.map(from -> senders.signature(claim.serverId(), from, message))
                            .orElse("")
                            .getBytes(StandardCharsets.UTF_8);
            return CrlfBytes.joined(signature, message);
        } finally {
            processors.release();
        }
    }

    /**
     * A message ready for delivery.
     *
     * @param mail null if the message's content is gone
     */
    record PreparedMail(@Nullable OutgoingMail mail, MemoryBudget.Reservation reservation)
            implements AutoCloseable {

        @Override
        public void close() {
            reservation.close();
        }
    }

    /** There is not enough memory for another large message. */
    static final class OutOfMemory extends RuntimeException {

        OutOfMemory() {
            super("Too many large messages are on their way");
        }
    }
}
