package io.sendyard.message;

import io.sendyard.core.MessageId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All recipients of messages. */
public interface Recipients extends Repository<Recipient, Long> {

    /** The most recipients of one message that are read. */
    int MOST = 1_000;

    /** The recipients of a message, in the order in which it names them. */
    default List<Recipient> ofMessage(MessageId id) {
        return ofMessage(id.uuid(), Limit.of(MOST));
    }

    /**
     * The recipients of a message with what happened to each, in one query.
     *
     * @param most rows to read: a recipient has one for each of its events, and at least one
     */
    default List<RecipientEvent> withEvents(MessageId id, int most) {
        return withEvents(id.uuid(), Limit.of(most));
    }

    /** A recipient with its message. */
    @Query("select r from Recipient r join fetch r.message where r.id = :id")
    Optional<Recipient> findWithMessage(long id);

    @Query("select r from Recipient r where r.message.id = :messageId order by r.id")
    List<Recipient> ofMessage(UUID messageId, Limit limit);

    @Query(
            """
            select new io.sendyard.message.RecipientEvent(r, e) from Recipient r
            left join MessageEvent e on e.recipient = r
            where r.message.id = :messageId order by r.id, e.id\
            """)
    List<RecipientEvent> withEvents(UUID messageId, Limit limit);
}
