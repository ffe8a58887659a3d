package io.sendyard.bench;

import java.lang.reflect.InvocationTargetException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestComponent;

/** Writes down what a request asks the database, to have it explained. */
@TestComponent
class Statements implements BeanPostProcessor, QueryExecutionListener {

    /** The tables that grow with every message. */
    private static final List<String> LARGE = List.of("message", "recipient", "hourly_count");

    private final ConcurrentLinkedQueue<QueryInfo> heard = new ConcurrentLinkedQueue<>();
    private volatile boolean listening;

    /** How the database answers each question about mail that one request asks. */
    String plans(Scenario.Visitor visitor, DataSource database, String explain) throws Exception {
        heard.clear();
        listening = true;
        visitor.connection().exchange(visitor.next());
        listening = false;
        var text = new StringBuilder();
        for (var query : List.copyOf(heard)) {
            var sql = query.getQuery();
            if (sql.toLowerCase(Locale.ROOT).startsWith("select")
                    && LARGE.stream().anyMatch(table -> sql.contains(table + " "))) {
                text.append("```\n").append(plan(database, explain + sql, query)).append("\n```\n");
            }
        }
        return text.toString();
    }

    private static String plan(DataSource database, String sql, QueryInfo query)
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

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource database
                ? ProxyDataSourceBuilder.create(database).listener(this).build()
                : bean;
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        if (listening) {
            heard.addAll(queries);
        }
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}
}
