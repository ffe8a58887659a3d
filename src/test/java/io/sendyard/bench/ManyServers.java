package io.sendyard.bench;

import io.sendyard.core.Cuid;
import io.sendyard.core.Secret;
import io.sendyard.server.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Gives an account thousands of servers, as copies of one that it has. */
final class ManyServers {

    private static final int BATCH = 1_000;

    private ManyServers() {}

    static void copy(JdbcTemplate jdbc, Server model, int count) {
        for (int begin = 0; begin < count; begin += BATCH) {
            var rows = rows(model, begin, Math.min(count, begin + BATCH));
            jdbc.batchUpdate(
                    """
                    insert into server (cuid, account_id, name, name_key, color, mode,
                        track_opens, track_clicks, auto_suppress_bounces, auto_suppress_complaints,
                        token, token_hash, created_at, purge_total, purged, version)
                    select ?, account_id, ?, ?, color, mode,
                        track_opens, track_clicks, auto_suppress_bounces, auto_suppress_complaints,
                        token, ?, created_at, 0, 0, 0 from server where id = ?
                    """,
                    rows);
        }
        jdbc.update(
                """
                insert into stream (cuid, server_id, name, name_key, slug, type, created_at, version)
                select concat(substring(v.cuid, 1, 24), s.number), v.id, s.slug, s.slug, s.slug, s.type, v.created_at, 0
                from server v cross join (values ('1', 'transactional', 'TRANSACTIONAL'), ('2', 'broadcast', 'BROADCAST'), ('3', 'inbound', 'INBOUND')) s (number, slug, type)
                where v.account_id = ? and v.id <> ?
                """,
                model.accountId(),
                model.id());
    }

    private static List<Object[]> rows(Server model, int begin, int end) {
        var rows = new ArrayList<Object[]>();
        IntStream.range(begin, end)
                .mapToObj("Server %05d"::formatted)
                .forEach(name ->
                        rows.add(
                                new Object[] {
                                    Cuid.fresh().value(),
                                    name,
                                    name.toLowerCase(java.util.Locale.ROOT),
                                    Secret.of(name + model.id()).hash(),
                                    model.id()
                                }));
        return rows;
    }
}
