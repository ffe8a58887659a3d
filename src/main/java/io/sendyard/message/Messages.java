package io.sendyard.message;

import io.sendyard.core.MessageId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All messages. {@link MessageLog} searches them. */
public interface Messages extends Repository<Message, UUID> {

    /** A message, without its content. */
    default Optional<Message> find(MessageId id) {
        return findById(id.uuid());
    }

    /** A message of a server, without its content. */
    default Optional<Message> find(long serverId, MessageId id) {
        return find(serverId, id.uuid());
    }

    /** A message, with its content. */
    default Optional<Message> findWithContent(MessageId id) {
        return findWithContent(id.uuid());
    }

    /** A message of a server with its content, unless that is larger than {@code most} bytes. */
    default Optional<Message> findSmall(long serverId, MessageId id, long most) {
        return findSmall(serverId, id.uuid(), most);
    }

    Optional<Message> findById(UUID id);

    @Query("select m from Message m where m.id = :id and m.serverId = :serverId")
    Optional<Message> find(long serverId, UUID id);

    @Query("select m from Message m left join fetch m.content where m.id = :id")
    Optional<Message> findWithContent(UUID id);

    @Query(
            "select m from Message m left join fetch m.content where m.id = :id and m.serverId = :serverId and m.size <= :most")
    Optional<Message> findSmall(long serverId, UUID id, long most);
}
