package io.sendyard.bench;

import io.sendyard.Queries;
import java.lang.reflect.InvocationTargetException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;

/** What a request asks the database, explained by it. */
class Statements {

    /** The tables that grow with every message. */
    private static final List<String> LARGE = List.of("message", "recipient", "hourly_count");

    private final Queries queries;
    private final DataSource database;

    Statements(Queries queries, DataSource database) {
        this.queries = queries;
        this.database = database;
    }

    /** How the database answers each question about mail that one request asks. */
    String plans(Scenario.Visitor visitor, String explain) throws Exception {
        var text = new StringBuilder();
        for (var query : queries.during(() -> visitor.connection().exchange(visitor.next()))) {
            var sql = query.getQuery();
            if (sql.toLowerCase(Locale.ROOT).startsWith("select")
                    && LARGE.stream().anyMatch(table -> sql.contains(table + " "))) {
                text.append("```\n").append(plan(explain + sql, query)).append("\n```\n");
            }
        }
        return text.toString();
    }

    private String plan(String sql, QueryInfo query)
            throws SQLException, ReflectiveOperationException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            var parameters = query.getParametersList();
            if (!parameters.isEmpty()) {
                set(statement, parameters.getFirst());
            }
            try (var rows = statement.executeQuery()) {
                var lines = new ArrayList<String>();
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
                return lines.stream().collect(Collectors.joining("\n"));
            }
        }
    }

    private static void set(PreparedStatement statement, List<ParameterSetOperation> parameters)
            throws IllegalAccessException, InvocationTargetException {
        for (var parameter : parameters) {
            parameter.getMethod().invoke(statement, parameter.getArgs());
        }
    }
}
