package io.sendyard.apikey;

import io.sendyard.core.Cuid;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** All API keys. */
public interface ApiKeys extends Repository<ApiKey, Long> {

    ApiKey save(ApiKey key);

    /** Revokes it: from now on it opens nothing. */
    void delete(ApiKey key);

    @Query("select k from ApiKey k where k.serverId = :serverId order by k.id desc")
    List<ApiKey> ofServer(long serverId);

    @Query("select k from ApiKey k where k.serverId = :serverId and k.cuid = :cuid")
    Optional<ApiKey> find(long serverId, Cuid cuid);

    @Query("select k from ApiKey k where k.secret.hash = :hash")
    Optional<ApiKey> findByHash(String hash);

    @Modifying
    @Transactional
    @Query("update ApiKey k set k.secret.lastUsedAt = :now where k = :key")
    void noteUse(ApiKey key, Instant now);

    @Query("select count(k) from ApiKey k where k.serverId = :serverId")
    long countOf(long serverId);

    @Query("select k.id from ApiKey k where k.serverId = :serverId")
    List<Long> idsOf(long serverId, Limit limit);

    @Modifying
    @Query("delete from ApiKey k where k.id in :ids")
    int deleteAll(Collection<Long> ids);
}
