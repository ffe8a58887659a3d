package io.sendyard.sender;

import io.sendyard.core.Cuid;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All identities that servers send from. */
public interface SenderIdentities extends Repository<SenderIdentity, Long> {

    /** How many a server may have. */
    int MOST = 500;

    SenderIdentity save(SenderIdentity identity);

    /** A server's identities with their domains and keys, in the order they were added. */
    @Query(
            """
            select i from SenderIdentity i left join fetch i.domain d left join fetch d.keys
            where i.serverId = :serverId order by i.id\
            """)
    List<SenderIdentity> ofServer(long serverId);

    @Query(
            """
            select i from SenderIdentity i left join fetch i.domain d left join fetch d.keys
            where i.serverId = :serverId and i.cuid = :cuid\
            """)
    Optional<SenderIdentity> find(long serverId, Cuid cuid);

    /** An identity of any of an account's servers. */
    @Query(
            """
            select i from SenderIdentity i left join fetch i.domain d left join fetch d.keys
            join Server v on v.id = i.serverId
            where i.cuid = :cuid and v.accountId = :accountId and v.deletedAt is null\
            """)
    Optional<SenderIdentity> findInAccount(long accountId, Cuid cuid);

    /** The address whose latest link has a token with this hash, if its server is not deleted. */
    @Query(
            """
            select i from SenderIdentity i join Server v on v.id = i.serverId
            where i.confirmationHash = :hash and v.deletedAt is null\
            """)
    Optional<SenderIdentity> findByConfirmation(String hash);

    boolean existsByServerIdAndIdentifierKey(long serverId, String identifierKey);

    @Query("select count(i) from SenderIdentity i where i.serverId = :serverId")
    long countOf(long serverId);

    @Query("select count(i) > 0 from SenderIdentity i where i.domain.id = :domainId")
    boolean anyFor(long domainId);

    @Query("select i from SenderIdentity i where i.serverId = :serverId")
    List<SenderIdentity> some(long serverId, Limit limit);

    @Modifying
    @Query("delete from SenderIdentity i where i.id in :ids")
    int deleteAll(Collection<Long> ids);
}
