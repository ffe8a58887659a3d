package io.sendyard;

import io.sendyard.account.Account;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of the running database, taken from its catalogue, so that a new one is looked at
 * unasked.
 */
public final class Tables {

    /** They hold nothing that people made: sessions, failures, events, answers kept for a day. */
    private static final Set<String> OF_NO_ACCOUNT =
            Set.of(
                    "set_up",
                    "sign_in_failures",
                    "idempotency_record",
                    "token_key",
                    "spring_session",
                    "spring_session_attributes",
                    "turn");

    private final JdbcClient jdbc;

    public Tables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of them but the migrations' own. */
    public List<String> names() {
        return jdbc.sql(
                        """
                        select lower(table_name) from information_schema.tables
                        where lower(table_schema) = 'public' and table_type = 'BASE TABLE'
                        and lower(table_name) <> 'flyway_schema_history' order by 1\
                        """)
                .query(String.class)
                .list();
    }

    public List<String> columns(String table) {
        return jdbc.sql(
                        """
                        select lower(column_name) from information_schema.columns
                        where lower(table_schema) = 'public' and lower(table_name) = ? order by 1\
                        """)
                .param(table)
                .query(String.class)
                .list();
    }

    /** Every row of a table. */
    public List<Map<String, Object>> rows(String table) {
        return jdbc.sql("select * from " + table).query().listOfRows();
    }

    /** All that an account has, in every table that keeps something for accounts. */
    public Map<String, List<Map<String, Object>>> of(Account account) {
        return ofAccount(account.id());
    }

    public Map<String, List<Map<String, Object>>> ofAccount(long accountId) {
        var all = new LinkedHashMap<String, List<Map<String, Object>>>();
        for (var table : names()) {
            if (!OF_NO_ACCOUNT.contains(table)) {
                all.put(
                        table,
                        jdbc.sql("select * from %s where %s order by 1".formatted(table, of(table)))
                                .param("account", accountId)
                                .query()
                                .listOfRows());
                all.get(table).forEach(Tables::spellOut);
            }
        }
        return all;
    }

    /** How many rows bear a server's id, in every table where there are any. */
    public Map<String, Long> rowsOfServer(long serverId) {
        var counts = new LinkedHashMap<String, Long>();
        for (var table : names()) {
            var column = table.equals("server") ? "id" : "server_id";
            if (columns(table).contains(column)) {
                long count =
                        jdbc.sql("select count(*) from %s where %s = ?".formatted(table, column))
                                .param(serverId)
                                .query(Long.class)
                                .single();
                if (count > 0) {
                    counts.put(table, count);
                }
            }
        }
        return counts;
    }

    /** Two arrays of the same octets are not equal, their digits are. */
    private static void spellOut(Map<String, Object> row) {
        row.replaceAll((_, value) ->
                value instanceof byte[] octets ? HexFormat.of().formatHex(octets) : value);
    }

    private String of(String table) {
        var columns = columns(table);
        if (table.equals("account")) {
            return "id = :account";
        }
        if (columns.contains("account_id")) {
            return "account_id = :account";
        }
        if (columns.contains("server_id")) {
            return "server_id in (select id from server where account_id = :account)";
        }
        if (columns.contains("message_id")) {
            return "message_id in (select id from message where %s)".formatted(of("message"));
        }
        if (columns.contains("person_id")) {
            return "person_id in (select id from person where account_id = :account)";
        }
        if (columns.contains("domain_id")) {
            return "domain_id in (select id from sender_domain where account_id = :account)";
        }
        if (columns.contains("import_id")) {
            return "import_id in (select id from suppression_import where account_id = :account)";
        }
        throw new AssertionError(
                "Nobody told io.sendyard.Tables whose the rows of the table %s are: give it account_id, server_id or person_id, or name it in OF_NO_ACCOUNT."
                        .formatted(table));
    }
}
