package io.sendyard.web;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** Picks what the database at hand needs. */
@Configuration(proxyBeanMethods = false)
class DurabilitySetup {

    /** Before anybody asks for the first connection. */
    @Bean
    static BeanPostProcessor roomOnDisk() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool
                        ? RoomOnDisk.of(pool, String.valueOf(pool.getJdbcUrl()))
                        : bean;
            }
        };
    }

    @Bean
    Durability durability(DataSource database, JdbcTemplate jdbc) throws MetaDataAccessException {
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
    record DurableH2(JdbcTemplate jdbc, SharedSync shared) implements Durability {

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
    record DurablePostgresql(JdbcTemplate jdbc) implements Durability {

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
