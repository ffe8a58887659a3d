package io.sendyard.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/** Chooses the durability of the database in use. */
@Configuration(proxyBeanMethods = false)
class CommitDurabilitySetup {

    /** Runs before the first connection is opened. */
    @Bean
    static BeanPostProcessor diskSpaceGuard() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool
                        ? DiskSpaceGuard.of(pool, String.valueOf(pool.getJdbcUrl()))
                        : bean;
            }
        };
    }

    @Bean
    CommitDurability durability(DataSource database, JdbcTemplate jdbc)
            throws MetaDataAccessException {
        var name =
                JdbcUtils.extractDatabaseMetaData(
                        database, metaData -> metaData.getDatabaseProductName());
        return DatabaseDriver.fromProductName(name) == DatabaseDriver.H2
                ? new H2Durability(jdbc)
                : new PostgresqlDurability(jdbc);
    }

    /**
     * H2 writes a commit to the file and leaves flushing to the operating system: this flushes it.
     * H2 has no shared lock on rows.
     */
    record H2Durability(JdbcTemplate jdbc, SharedSync shared) implements CommitDurability {

        /** Percentage of bytes in the file's chunks that should be in use. */
        private static final int FILLED = 60;

        /** Bytes moved while commits wait: about 20 ms. */
        private static final int OCTETS_A_STEP = 1 << 20;

        private static final int STEPS = 4;

        H2Durability(JdbcTemplate jdbc) {
            this(jdbc, new SharedSync());
        }

        @Override
        public String hold() {
            return "for update";
        }

        @Override
        public void begin() {}

        /**
         * Each commit writes a chunk of pages, most of which later commits replace. H2 compacts the
         * file itself only if commits can be delayed. Without compaction the file grows to seven
         * times its content, and H2's index of chunks fills the memory. What a step left counts as
         * in use until it is written.
         */
        @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
        void gather() {
            jdbc.execute(H2Durability::gatherBy);
        }

        private static int gatherBy(Connection connection) throws SQLException {
            int steps = 0;
            if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal own) {
                var store = own.getDatabase().getStore().getMvStore();
                while (steps < STEPS && store.compact(FILLED, OCTETS_A_STEP)) {
                    store.commit();
                    steps++;
                }
            }
            return steps;
        }

        /**
         * Runs on the connection that committed, because its end is the database's own: after a
         * failure another H2 may have opened the file as it was before, and flushed that.
         */
        @Override
        public void sync() {
            if (!shared.run(() -> jdbc.execute("checkpoint sync"))) {
                jdbc.execute("select 1");
            }
        }
    }

    /** PostgreSQL flushes at each commit unless it was configured not to. */
    record PostgresqlDurability(JdbcTemplate jdbc) implements CommitDurability {

        @Override
        public String hold() {
            return "for key share";
        }

        @Override
        public void begin() {
            jdbc.execute("set local synchronous_commit to on");
        }

        @Override
        public void sync() {}
    }
}
