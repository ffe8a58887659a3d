package io.sendyard.suppression;

import io.sendyard.core.Cuid;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.Excerpt;
import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.server.ServerModes;
import io.sendyard.server.Stream;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The addresses that a server doesn't send to. Bounces and complaints apply to all its streams. */
@Component
public class SuppressionList {

    /** The limit of parameters per statement. */
    private static final int AT_ONCE = 1_000;

    private static final int LONGEST_NOTE = 1_000;

    private static final String INSERT =
            """
            insert into suppression
                (cuid, server_id, stream_id, email, email_key, reason, origin, note, message_id, created_at)
            select ?, cast(? as bigint), cast(? as bigint), ?, ?, ?, ?, ?, cast(cast(? as varchar(36)) as uuid),
                cast(? as timestamp(3) with time zone)
            where not exists (
                select 1 from suppression s
                where s.email_key = ? and s.server_id = ?
                    and s.stream_id is not distinct from cast(? as bigint))\
            """;

    private static final int[] TYPES = {
        Types.VARCHAR,
        Types.BIGINT,
        Types.BIGINT,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.TIMESTAMP_WITH_TIMEZONE,
        Types.VARCHAR,
        Types.BIGINT,
        Types.BIGINT
    };

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Suppressions suppressions;
    private final ServerModes servers;
    private final Clock clock;

    SuppressionList(
            JdbcClient jdbc,
            JdbcTemplate batches,
            Suppressions suppressions,
            ServerModes servers,
            Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.suppressions = suppressions;
        this.servers = servers;
        this.clock = clock;
    }

    /**
     * Which of these addresses that stream must not mail, by {@link EmailAddress#key}, and why:
     * what holds for the whole server goes before what holds for the stream.
     */
    public Map<String, SuppressionReason> among(
            long serverId, long streamId, Collection<String> addressKeys) {
        var keys = List.copyOf(addressKeys);
        var found = new HashMap<String, SuppressionReason>();
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            jdbc.sql(
                            """
                            select email_key, reason from suppression
                            where email_key in (:keys) and server_id = :server
                                and (stream_id is null or stream_id = :stream)
                            order by case when stream_id is null then 1 else 0 end\
                            """)
                    .param("keys", keys.subList(from, Math.min(from + AT_ONCE, keys.size())))
                    .param("server", serverId)
                    .param("stream", streamId)
                    .query(
                            (RowCallbackHandler)
                                    row ->
                                            found.put(
                                                    row.getString(1),
                                                    SuppressionReason.valueOf(row.getString(2))));
        }
        return found;
    }

    /**
     * Adds an address unless it is on the list, and returns whether it did. It joins the caller's
     * transaction and leaves it usable, even if the same address is added concurrently; for a
     * deleted server it does nothing.
     *
     * @param streamId null for the whole server
     * @param origin who did it: {@code recipient}, {@code person}, {@code api}, {@code import}
     * @param note for people; cut after 1,000 characters
     * @param messageId the message that led to it, if any
     */
    @Transactional
    public boolean add(
            long serverId,
            @Nullable Long streamId,
            EmailAddress address,
            SuppressionReason reason,
            String origin,
            @Nullable String note,
            @Nullable MessageId messageId) {
        var entry =
                new SuppressionEntry(streamId, address, reason, origin, oneLine(note), messageId);
        return add(serverId, List.of(entry)) > 0;
    }

    /**
     * Adds an address to the list of a stream, or of the whole server if the reason asks for that
     * or {@code stream} is null, and returns whether it is new.
     *
     * @throws Refusal if the stream sends no messages
     */
    @Transactional
    public Put put(long serverId, @Nullable Stream stream, NewSuppression wanted, String origin) {
        var streamId = scope(stream, wanted.reason());
        var address = wanted.address();
        int added =
                add(
                        serverId,
                        List.of(
                                new SuppressionEntry(
                                        streamId,
                                        address,
                                        wanted.reason(),
                                        origin,
                                        wanted.note(),
                                        null)));
        var entry = suppressions.findEntry(serverId, streamId, address.key());
        return new Put(entry.orElseThrow(NotFound::new), added > 0);
    }

    /**
     * Adds those that are not there yet, none for a deleted server, and tells how many these were.
     */
    @Transactional
    int add(long serverId, List<SuppressionEntry> entries) {
        if (servers.of(List.of(serverId)).isEmpty()) {
            return 0;
        }
        var now = clock.instant();
        var rows = entries.stream().map(entry -> entry.row(serverId, now)).toList();
        int added = insert(rows);
        return added >= 0
                ? added
                : IntStream.range(0, rows.size())
                        .map(i -> Math.max(0, insert(rows.subList(i, i + 1))))
                        .sum();
    }

    /**
     * Inserts them after a savepoint; -1 if it was rolled back to. That happens if the same address
     * is added concurrently, or the stream removed: then there is nothing left to do, and without
     * the savepoint PostgreSQL would refuse the rest of the caller's transaction.
     */
    private int insert(List<Object[]> rows) {
        Integer added =
                batches.execute(
                        (ConnectionCallback<Integer>)
                                connection -> {
                                    var savepoint = connection.setSavepoint();
                                    try {
                                        int sum =
                                                IntStream.of(
                                                                batches.batchUpdate(
                                                                        INSERT, rows, TYPES))
                                                        .sum();
                                        connection.releaseSavepoint(savepoint);
                                        return sum;
                                    } catch (DataIntegrityViolationException e) {
                                        connection.rollback(savepoint);
                                        return -1;
                                    }
                                });
        return added == null ? 0 : added;
    }

    private static @Nullable Long scope(@Nullable Stream stream, SuppressionReason reason) {
        if (stream == null || reason.everywhere()) {
            return null;
        }
        if (!stream.type().outbound()) {
            throw Refusal.invalid(
                    "streamId", "No mail goes out by this stream, so nobody can be kept from it.");
        }
        return stream.id();
    }

    /** What a remote host said may hold anything, and no database keeps all of that. */
    private static @Nullable String oneLine(@Nullable String note) {
        if (note == null) {
            return null;
        }
        var line = note.replaceAll("[\\p{Cc}\\p{Cs}\\s]+", " ").strip();
        return Excerpt.of(line, LONGEST_NOTE);
    }

    /** The entry that is on the list now, and whether it is new there. */
    public record Put(Suppression suppression, boolean added) {}

    /** One address on its way to the list. */
    record SuppressionEntry(
            @Nullable Long streamId,
            EmailAddress address,
            SuppressionReason reason,
            String origin,
            @Nullable String note,
            @Nullable MessageId messageId) {

        private Object[] row(long serverId, Instant now) {
            var values =
                    new @Nullable Object[] {
                        Cuid.fresh().value(),
                        serverId,
                        streamId,
                        address.toString(),
                        address.key(),
                        reason.name(),
                        origin,
                        note,
                        messageId == null ? null : messageId.uuid().toString(),
                        now.atOffset(ZoneOffset.UTC),
                        address.key(),
                        serverId,
                        streamId
                    };
            @SuppressWarnings("NullAway") // JdbcTemplate takes nulls in it.
            Object[] row = values;
            return row;
        }
    }
}
