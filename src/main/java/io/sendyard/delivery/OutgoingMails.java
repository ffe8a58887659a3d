package io.sendyard.delivery;

import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MemoryBudget;
import io.sendyard.mime.CrlfBytes;
import io.sendyard.mime.SevenBitEncoding;
import io.sendyard.sender.SenderPolicy;
import io.sendyard.smtp.client.OutgoingMail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes of a recipient's copy what goes over the wire: the envelope, the signed message. */
@Component
class OutgoingMails {

    /** The message as it was stored, with what is put on it, and as it goes over the wire. */
    private static final int COPIES = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final MemoryBudget.Place NO_PLACE = () -> {};

    private final MemoryBudget room;
    private final Duration patience;
    private final JdbcClient jdbc;
    private final SenderPolicy senders;
    private final ReturnPaths returnPaths;
    private final ListUnsubscribe unsubscribeFields;
    private final MailHostName greeting;

    /**
     * As many sign at a time as there are processors. Else who calls us meanwhile waits until each
     * of hundreds of connections had its time on one.
     */
    private final Semaphore processors =
            new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    @Autowired
    OutgoingMails(
            JdbcClient jdbc,
            SenderPolicy senders,
            ReturnPaths returnPaths,
            ListUnsubscribe unsubscribeFields,
            MailHostName greeting) {
        this(
                jdbc,
                senders,
                returnPaths,
                unsubscribeFields,
                greeting,
                MemoryBudget.ofThisProcess(COPIES),
                PATIENCE);
    }

    OutgoingMails(
            JdbcClient jdbc,
            SenderPolicy senders,
            ReturnPaths returnPaths,
            ListUnsubscribe unsubscribeFields,
            MailHostName greeting,
            MemoryBudget room,
            Duration patience) {
        this.room = room;
        this.patience = patience;
        this.jdbc = jdbc;
        this.senders = senders;
        this.returnPaths = returnPaths;
        this.unsubscribeFields = unsubscribeFields;
        this.greeting = greeting;
    }

    /**
     * The letter, and the room that it takes until the parcel is closed. It is written when the
     * connection it was read by is back: who writes it asks for senders, and that may take a
     * connection, too.
     *
     * @throws NoRoom where other large ones take too long
     */
    Parcel parcel(Claim claim) {
        var known = claim.message();
        if (known != null) {
            return new Parcel(
                    letter(claim, known.from().address().key(), known.content()), NO_PLACE);
        }
        var stored = stored(claim, Claim.MOST_KEPT);
        if (stored.isEmpty()) {
            return new Parcel(null, NO_PLACE);
        }
        var content = stored.get().content;
        if (content != null) {
            return new Parcel(letter(claim, stored.get().from, content), NO_PLACE);
        }
        var place = room.enter(stored.get().size, patience).orElseThrow(NoRoom::new);
        try {
            var whole = stored(claim, Integer.MAX_VALUE).map(Stored::content);
            return new Parcel(
                    whole.map(octets -> letter(claim, stored.get().from, octets)).orElse(null),
                    place);
        } catch (RuntimeException | Error e) {
            place.close();
            throw e;
        }
    }

    /** As it is kept; without the content of one that has more octets. */
    private Optional<Stored> stored(Claim claim, int most) {
        return jdbc.sql(
                        """
                        select m.from_key, m.size, case when m.size <= ? then c.content end
                        from message m join message_content c on c.message_id = m.id
                        where m.id = ?\
                        """)
                .params(most, claim.messageId().uuid())
                .query((row, _) -> new Stored(row.getString(1), row.getLong(2), row.getBytes(3)))
                .optional();
    }

    private OutgoingMail letter(Claim claim, String from, byte[] content) {
        var author = EmailAddress.parse(from).map(EmailAddress::domain);
        var message = unsubscribeFields.on(CrlfBytes.withCrlf(content), claim);
        int body = CrlfBytes.bodyOf(message);
        boolean eightBit = CrlfBytes.anyAbove127(message, body, message.length);
        return new OutgoingMail(
                sender(claim, author),
                claim.address(),
                CrlfBytes.anyAbove127(message, 0, body),
                eightBit,
                taken ->
                        signed(
                                claim,
                                author,
                                eightBit && !taken ? SevenBitEncoding.of(message) : message));
    }

    private String sender(Claim claim, Optional<DomainName> author) {
        var domain =
                author.flatMap(from -> senders.returnPath(claim.serverId(), from))
                        .map(DomainName::value)
                        .orElse(greeting.name());
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

    /** A message as it was read. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Stored(String from, long size, byte @Nullable [] content) {}

    /**
     * A letter to be carried.
     *
     * @param letter null where the message's content is gone
     */
    record Parcel(@Nullable OutgoingMail letter, MemoryBudget.Place place)
            implements AutoCloseable {

        @Override
        public void close() {
            place.close();
        }
    }

    /** So many large messages are on their way that there is no memory for another one. */
    static final class NoRoom extends RuntimeException {

        NoRoom() {
            super("Too many large messages are on their way");
        }
    }
}
