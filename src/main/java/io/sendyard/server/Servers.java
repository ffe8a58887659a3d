package io.sendyard.server;

import io.sendyard.core.Cuid;
import io.sendyard.core.Name;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.web.Caller;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All servers. Where nothing else is said, a deleted one is none. */
public interface Servers extends Repository<Server, Long> {

    Server save(Server server);

    void delete(Server server);

    Optional<Server> findById(long id);

    @Query(
            "select s from Server s where s.cuid = :cuid and s.accountId = :accountId and"
                    + " s.deletedAt is null")
    Optional<Server> find(long accountId, Cuid cuid);

    /**
     * The server with that id, if the caller reaches it.
     *
     * @throws NotFound for another account's server too
     */
    default Server reachable(Caller caller, Cuid cuid) {
        return find(caller.accountId(), cuid)
                .filter(server -> caller.reaches(server.cuid()))
                .orElseThrow(NotFound::new);
    }

    /** Whether the caller reaches that server of the caller's own account. */
    default boolean isReachable(Caller caller, long id) {
        return findById(id).filter(server -> caller.reaches(server.cuid())).isPresent();
    }

    /** The server, held until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Server s where s.id = :id and s.deletedAt is null")
    Optional<Server> lock(long id);

    /**
     * The server with this token, or with the previous one during its grace period. There is one
     * query for each, because a single query for both makes H2 read all servers.
     */
    default Optional<Server> findByTokenHash(String hash, Instant now) {
        return findByTokenHash(hash).or(() -> findByPreviousTokenHash(hash, now));
    }

    @Query("select s from Server s where s.tokenHash = :hash and s.deletedAt is null")
    Optional<Server> findByTokenHash(String hash);

    @Query(
            "select s from Server s where s.previousTokenHash = :hash and s.previousTokenUntil >"
                    + " :now and s.deletedAt is null")
    Optional<Server> findByPreviousTokenHash(String hash, Instant now);

    Optional<Server> findByAccountIdAndNameKey(long accountId, String nameKey);

    /** Adds to the number of purged things of a deleted server. */
    @Modifying
    @Query("update Server s set s.purged = s.purged + :things where s.id = :id")
    void notePurged(long id, int things);

    /**
     * All deleted servers that are not purged yet. They are asked for by a time, because H2 has no
     * use for an index where a value just is not null.
     */
    default List<Long> deleted() {
        return deletedAfter(Instant.EPOCH);
    }

    @Query("select s.id from Server s where s.deletedAt > :time order by s.id")
    List<Long> deletedAfter(Instant time);

    /** The deleted servers of an account that are not purged yet: those without a name's key. */
    @Query(
            "select s from Server s where s.accountId = :accountId and s.nameKey is null order by"
                    + " s.id")
    List<Server> deletedOf(long accountId);

    /**
     * Checks that no other server of the account has this name.
     *
     * @param except a server that may have it
     * @throws Refusal if another server has it
     */
    default void requireFree(long accountId, String name, @Nullable Cuid except) {
        findByAccountIdAndNameKey(accountId, Name.key(name))
                .filter(holder -> !holder.cuid().equals(except))
                .ifPresent(_ -> {
                    throw Refusal.conflict(
                            "name",
                            "You already have a server called “%s”. Choose another name."
                                    .formatted(name));
                });
    }
}
