package io.sendyard.account;

import io.sendyard.core.Cuid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** All access tokens. */
public interface AccessTokens extends Repository<AccessToken, Long> {

    AccessToken save(AccessToken token);

    void delete(AccessToken token);

    @Query(
            "select t from AccessToken t join fetch t.person p join fetch p.account where p.id = :personId order by t.id desc")
    List<AccessToken> ofPerson(long personId);

    @Query(
            "select t from AccessToken t join fetch t.person p join fetch p.account where p.id = :personId and t.cuid = :cuid")
    Optional<AccessToken> find(long personId, Cuid cuid);

    @Query(
            "select t from AccessToken t join fetch t.person p join fetch p.account where t.secret.hash = :hash")
    Optional<AccessToken> findByHash(String hash);

    @Modifying
    @Transactional
    @Query("update AccessToken t set t.secret.lastUsedAt = :now where t = :token")
    void noteUse(AccessToken token, Instant now);

    @Modifying
    @Query("delete from AccessToken t where t.person = :person")
    void deleteAllOf(Person person);
}
