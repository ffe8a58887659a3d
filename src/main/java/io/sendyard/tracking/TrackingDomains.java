package io.sendyard.tracking;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All tracking domains that are claimed. */
public interface TrackingDomains extends Repository<TrackingDomain, String> {

    TrackingDomain save(TrackingDomain domain);

    Optional<TrackingDomain> findByName(String name);

    /** The domain, held until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select d from TrackingDomain d where d.name = :name")
    Optional<TrackingDomain> lock(String name);

    @Query("select d from TrackingDomain d where d.nextCheckAt <= :now order by d.nextCheckAt")
    List<TrackingDomain> due(Instant now, Limit limit);

    /** Puts a domain off that is due; 0 where another node was first. */
    @Modifying
    @Query(
            "update TrackingDomain d set d.nextCheckAt = :until where d.name = :name and d.nextCheckAt <= :now")
    int take(String name, Instant now, Instant until);

    /** Gives up the claim on a name that no server uses. */
    @Modifying
    @Query(
            "delete from TrackingDomain d where d.name = :name"
                    + " and not exists (select 1 from Server s where s.delivery.trackingDomain = :name)")
    int releaseUnused(String name);
}
