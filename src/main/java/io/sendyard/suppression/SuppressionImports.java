package io.sendyard.suppression;

import io.sendyard.core.Cuid;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All files of suppressions that were uploaded lately. */
public interface SuppressionImports extends Repository<SuppressionImport, Long> {

    SuppressionImport save(SuppressionImport upload);

    @Query("select i from SuppressionImport i where i.serverId = :serverId and i.cuid = :cuid")
    Optional<SuppressionImport> find(long serverId, Cuid cuid);

    /** The import, held until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select i from SuppressionImport i where i.id = :id")
    Optional<SuppressionImport> lock(long id);

    Optional<SuppressionImport> findById(long id);

    /** The accounts that have files to read. */
    @Query("select distinct i.accountId from SuppressionImport i where i.finishedAt is null")
    List<Long> unfinishedAccounts();

    /** The files of an account that are not finished, oldest first. */
    @Query(
            "select i from SuppressionImport i where i.accountId = :accountId and i.finishedAt is null order by i.id")
    List<SuppressionImport> unfinishedOf(long accountId);

    /** Removes what a server imported before, but for the newest. */
    @Modifying
    @NativeQuery(
            """
            delete from suppression_import where server_id = :serverId and finished_at is not null
                and (created_at < :before or id not in (
                    select id from suppression_import where server_id = :serverId
                    order by id desc limit :kept))\
            """)
    void forget(long serverId, Instant before, int kept);
}
