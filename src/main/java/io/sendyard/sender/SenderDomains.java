package io.sendyard.sender;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All domains that accounts send from. */
interface SenderDomains extends Repository<SenderDomain, Long> {

    SenderDomain save(SenderDomain domain);

    /** The domain with its keys. */
    @Query("select d from SenderDomain d left join fetch d.keys where d.id = :id")
    Optional<SenderDomain> find(long id);

    boolean existsByAccountIdAndName(long accountId, String name);

    /** The domain, held until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select d from SenderDomain d where d.id = :id")
    Optional<SenderDomain> lock(long id);

    /** The domain, held until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select d from SenderDomain d where d.accountId = :accountId and d.name = :name")
    Optional<SenderDomain> lock(long accountId, String name);

    /** Whether another account has proved that a domain is its own. */
    @Query(
            "select count(d) > 0 from SenderDomain d where d.claimedName = :name and d.accountId <> :accountId")
    boolean isElsewhere(long accountId, String name);

    @Query("select d.id from SenderDomain d where d.nextCheckAt <= :now order by d.nextCheckAt")
    List<Long> due(Instant now, Limit limit);

    /** Puts a domain off that is due; 0 where another node was first. */
    @Modifying
    @Query(
            "update SenderDomain d set d.nextCheckAt = :until where d.id = :id and d.nextCheckAt <= :now")
    int take(long id, Instant now, Instant until);

    /** These domains, held until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select d from SenderDomain d where d.id in :ids order by d.id")
    List<SenderDomain> lockAll(Collection<Long> ids);

    @Modifying
    @Query("delete from DkimKey k where k.domain.id in :ids")
    void deleteKeysOf(Collection<Long> ids);

    @Modifying
    @Query("delete from SenderDomain d where d.id in :ids")
    void deleteAll(Collection<Long> ids);
}
