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

/** Picks what the database at hand needs. */
@Configuration(proxyBeanMethods = false)
class CommitDurabilitySetup {

    /** Before anybody asks for the first connection. */
    @Bean
    static BeanPostProcessor roomOnDisk() {
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
                ? new DurableH2(jdbc)
                : new DurablePostgresql(jdbc);
    }

    /**
     * H2 writes a commit to the file, and leaves the file to the operating system: it is told to
     * write it out. It has no shared lock on rows.
     */
    record DurableH2(JdbcTemplate jdbc, SharedSync shared) implements CommitDurability {

        /** Per cent of the octets in the file's chunks that are to be in use. */
        private static final int FILLED = 60;

        /** How much is moved while commits wait: some 20 ms. */
        private static final int OCTETS_A_STEP = 1 << 20;

        private static final int STEPS = 4;

        DurableH2(JdbcTemplate jdbc) {
            this(jdbc, new SharedSync());
        }

        @Override
        public String hold() {
            return "for update";
        }

        @Override
        public void begin() {}

        /**
         * Each commit writes a chunk of pages, of which the next ones leave little in use. H2
         * gathers that itself only where it may put off commits. Where nobody does, the file has
         * seven times the size of what is in it, and what H2 remembers of each chunk fills the
         * memory. What a step left counts as in use until it is written.
         */
        @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
        void gather() {
            jdbc.execute(DurableH2::gatherBy);
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
         * On the connection that committed, whose end is that of the database it spoke with: after
         * a failure another H2 may have opened the file as it was before, and have synced that.
         */
        @Override
        public void sync() {
            if (!shared.run(() -> jdbc.execute("checkpoint sync"))) {
                jdbc.execute("select 1");
            }
        }
    }

    /** PostgreSQL syncs at the commit, unless somebody told it not to. */
    record DurablePostgresql(JdbcTemplate jdbc) implements CommitDurability {

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
