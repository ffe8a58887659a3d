package io.sendyard;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestComponent;

/** Listens to every statement that goes to the database. */
@TestComponent
public class Queries implements BeanPostProcessor, QueryExecutionListener {

    private final LongAdder all = new LongAdder();
    private final ThreadLocal<List<String>> heard = ThreadLocal.withInitial(ArrayList::new);
    private final Queue<QueryInfo> written = new ConcurrentLinkedQueue<>();
    private volatile boolean writing;

    /** The statements that {@code work} runs in its own thread, where MockMvc answers requests. */
    public List<String> of(Runnable work) {
        heard.remove();
        work.run();
        var statements = List.copyOf(heard.get());
        heard.remove();
        return statements;
    }

    /** The statements with their values that all threads run while {@code work} is done. */
    public List<QueryInfo> during(Callable<?> work) throws Exception {
        written.clear();
        writing = true;
        try {
            work.call();
        } finally {
            writing = false;
        }
        return List.copyOf(written);
    }

    /** How many statements all threads ran since the start. */
    public long total() {
        return all.sum();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource database
                ? ProxyDataSourceBuilder.create(database).listener(this).build()
                : bean;
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        all.add(queries.size());
        queries.forEach(query -> heard.get().add(query.getQuery()));
        if (writing) {
            written.addAll(queries);
        }
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}
}
