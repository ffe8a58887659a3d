package io.sendyard.message;

import io.sendyard.core.MessageId;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All events of messages. */
public interface MessageEvents extends Repository<MessageEvent, Long> {

    /** The most events of one message that are read. */
    int MOST = 1_000;

    /** What happened to a message, without the conversations, which can be 200 KB each. */
    default List<MessageEvent> outline(MessageId id) {
        return outline(id.uuid(), Limit.of(MOST));
    }

    @Query(
            """
            select new io.sendyard.message.MessageEvent(e.id, e.type, e.at, e.details, r)
            from MessageEvent e left join e.recipient r where e.message.id = :messageId order by e.id\
            """)
    List<MessageEvent> outline(UUID messageId, Limit limit);
}
