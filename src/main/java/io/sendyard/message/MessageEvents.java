package io.sendyard.message;

import io.sendyard.core.MessageId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All events of messages. */
public interface MessageEvents extends Repository<MessageEvent, Long> {

    /** The most events of one message that are read at once. */
    int MOST = 1_000;

    /**
     * The events of a message in their order, without the conversations, which can be 200 KB each.
     *
     * @param after the ID of the last event of the page before; 0 for the first page
     */
    default Outline outline(MessageId id, long after) {
        var events = outline(id.uuid(), after, Limit.of(MOST + 1));
        return events.size() <= MOST
                ? new Outline(events, null)
                : new Outline(events.subList(0, MOST), events.get(MOST - 1).id());
    }

    @Query(
            """
            select new io.sendyard.message.MessageEvent(e.id, e.type, e.at, e.details, r)
            from MessageEvent e left join e.recipient r
            where e.message.id = :messageId and e.id > :after order by e.id\
            """)
    List<MessageEvent> outline(UUID messageId, long after, Limit limit);

    /**
     * A page of a message's events.
     *
     * @param next where the next page starts; null if this is the last one
     */
    record Outline(List<MessageEvent> events, @Nullable Long next) {}
}
