package io.sendyard.server;

import io.sendyard.core.Cuid;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All streams. */
public interface Streams extends Repository<Stream, Long> {

    /** The limit of parameters per statement. */
    int AT_ONCE = 1_000;

    Stream save(Stream stream);

    /** The live and the archived streams of a server, in the order they were made. */
    @Query("select s from Stream s where s.serverId = :serverId order by s.id")
    List<Stream> ofServer(long serverId);

    /** The live streams of a server, in the order they were made. */
    @Query(
            "select s from Stream s where s.serverId = :serverId and s.archivedAt is null order by s.id")
    List<Stream> liveOf(long serverId);

    @Query("select s from Stream s where s.serverId = :serverId and s.cuid = :cuid")
    Optional<Stream> find(long serverId, Cuid cuid);

    /** A stream of any of an account's servers. */
    @Query(
            """
            select s from Stream s join Server v on v.id = s.serverId
            where s.cuid = :cuid and v.accountId = :accountId and v.deletedAt is null\
            """)
    Optional<Stream> findInAccount(long accountId, Cuid cuid);

    @Query(
            "select s.serverId as serverId, count(s) as count from Stream s"
                    + " where s.serverId in :servers and s.archivedAt is null group by s.serverId")
    List<ServerCount> countLive(Collection<Long> servers);

    /** How many live streams each of these servers has. */
    default Map<Long, Long> countsOf(List<Long> servers) {
        return IntStream.iterate(0, from -> from < servers.size(), from -> from + AT_ONCE)
                .mapToObj(from -> servers.subList(from, Math.min(from + AT_ONCE, servers.size())))
                .flatMap(some -> countLive(some).stream())
                .collect(Collectors.toMap(ServerCount::getServerId, ServerCount::getCount));
    }

    @Query("select count(s) from Stream s where s.serverId = :serverId")
    long countAllOf(long serverId);

    @Query("select s.id from Stream s where s.serverId = :serverId")
    List<Long> idsOf(long serverId, Limit limit);

    @Query("select s.id from Stream s where s.archivedAt < :before")
    List<Long> idsArchived(Instant before, Limit limit);

    /** Whether it is one of those still: until it is gone it can be restored. */
    @Query("select count(s) > 0 from Stream s where s.id = :id and s.archivedAt < :before")
    boolean isArchived(long id, Instant before);

    @Modifying
    @Query("delete from Stream s where s.id = :id and s.archivedAt < :before")
    void deleteArchived(long id, Instant before);

    @Modifying
    @Query("delete from Stream s where s.id in :ids")
    int deleteAll(Collection<Long> ids);

    /** How many streams a server has. */
    interface ServerCount {

        Long getServerId();

        Long getCount();
    }
}
