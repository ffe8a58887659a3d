package io.sendyard.suppression;

import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** All addresses that must not be mailed. */
public interface Suppressions extends Repository<Suppression, Long> {

    @Query("select s from Suppression s where s.serverId = :serverId and s.cuid = :cuid")
    Optional<Suppression> find(long serverId, Cuid cuid);

    /** One of those that hold for a stream: its own, or the whole server's. */
    default Optional<Suppression> find(long serverId, long streamId, Cuid cuid) {
        return find(serverId, cuid)
                .filter(found -> found.streamId() == null || found.streamId() == streamId);
    }

    /** Those of an address that hold for a stream: its own, and the whole server's first. */
    @Query(
            """
            select s from Suppression s
            where s.emailKey = :emailKey and s.serverId = :serverId and (s.streamId is null or s.streamId = :streamId)
            order by s.streamId nulls first\
            """)
    List<Suppression> ofAddress(long serverId, long streamId, String emailKey);

    @Query(
            "select s from Suppression s where s.emailKey = :emailKey and s.serverId = :serverId and s.streamId is null")
    Optional<Suppression> findEverywhere(long serverId, String emailKey);

    @Query(
            "select s from Suppression s where s.emailKey = :emailKey and s.serverId = :serverId and s.streamId = :streamId")
    Optional<Suppression> findInStream(long serverId, long streamId, String emailKey);

    /** The one entry of an address for a stream, or for the whole server. */
    default Optional<Suppression> findEntry(
            long serverId, @Nullable Long streamId, String emailKey) {
        return streamId == null
                ? findEverywhere(serverId, emailKey)
                : findInStream(serverId, streamId, emailKey);
    }

    /**
     * Removes them.
     *
     * @throws NotFound if they were removed in the meantime
     */
    @Transactional
    default void remove(List<Suppression> entries) {
        if (deleteAll(entries.stream().map(Suppression::id).toList()) == 0) {
            throw new NotFound();
        }
    }

    @Query("select count(s) from Suppression s where s.serverId = :serverId")
    long countOf(long serverId);

    @Query("select s.id from Suppression s where s.serverId = :serverId")
    List<Long> idsOf(long serverId, Limit limit);

    @Query("select s.id from Suppression s where s.streamId = :streamId")
    List<Long> idsOfStream(long streamId, Limit limit);

    @Modifying
    @Query("delete from Suppression s where s.id in :ids")
    int deleteAll(Collection<Long> ids);
}
