package io.sendyard;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The PostgreSQL of a run, started once, with a database for each test that asks for one. */
public final class TestPostgresql {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static @Nullable EmbeddedPostgres server;

    private TestPostgresql() {}

    public static synchronized EmbeddedPostgres server() throws IOException {
        if (server == null) {
            server = EmbeddedPostgres.start();
        }
        return server;
    }

    /** Makes an empty database and returns its name. */
    public static String database() throws IOException {
        return copy("template1");
    }

    /** Makes a copy of a database that nobody is connected to, and returns its name. */
    public static String copy(String template) throws IOException {
        var name = "test_" + DATABASES.incrementAndGet();
        jdbc().execute("create database %s template %s".formatted(name, template));
        return name;
    }

    /** Drops a database, even while clients are connected to it. */
    public static void drop(String name) throws IOException {
        jdbc().execute("drop database %s with (force)".formatted(name));
    }

    private static JdbcTemplate jdbc() throws IOException {
        return new JdbcTemplate(server().getPostgresDatabase());
    }
}
