package io.sendyard.delivery;

import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import io.sendyard.delivery.smtp.Letter;
import io.sendyard.sender.Senders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes of a recipient's copy what goes over the wire: the envelope, the signed message. */
@Component
class Parcels {

    private final JdbcClient jdbc;
    private final Senders senders;
    private final ReturnPaths returnPaths;
    private final UnsubscribeFields unsubscribeFields;
    private final Greeting greeting;

    /**
     * As many sign at a time as there are processors. Else who calls us meanwhile waits until each
     * of hundreds of connections had its time on one.
     */
    private final Semaphore processors =
            new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    Parcels(
            JdbcClient jdbc,
            Senders senders,
            ReturnPaths returnPaths,
            UnsubscribeFields unsubscribeFields,
            Greeting greeting) {
        this.jdbc = jdbc;
        this.senders = senders;
        this.returnPaths = returnPaths;
        this.unsubscribeFields = unsubscribeFields;
        this.greeting = greeting;
    }

    /**
     * The letter; empty where the message's content is gone. It is written when the connection it
     * was read by is back: who writes it asks for senders, and that may take a connection, too.
     */
    Optional<Letter> letter(Claim claim) {
        var known = claim.message();
        if (known != null) {
            return Optional.of(letter(claim, known.from().address().key(), known.content()));
        }
        return jdbc.sql(
                        """
                        select m.from_key, c.content from message m
                        join message_content c on c.message_id = m.id where m.id = ?\
                        """)
                .param(claim.messageId().uuid())
                .query((row, _) -> new Stored(row.getString(1), row.getBytes(2)))
                .optional()
                .map(stored -> letter(claim, stored.from, stored.content));
    }

    private Letter letter(Claim claim, String from, byte[] content) {
        var author = EmailAddress.parse(from).map(EmailAddress::domain);
        var message = unsubscribeFields.on(Octets.withCrlf(content), claim);
        int body = Octets.bodyOf(message);
        boolean eightBit = Octets.anyAbove127(message, body, message.length);
        return new Letter(
                sender(claim, author),
                claim.address(),
                Octets.anyAbove127(message, 0, body),
                eightBit,
                taken ->
                        signed(claim, author, eightBit && !taken ? SevenBit.of(message) : message));
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
            return Octets.joined(signature, message);
        } finally {
            processors.release();
        }
    }

    /** A message as it was read. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Stored(String from, byte[] content) {}
}
