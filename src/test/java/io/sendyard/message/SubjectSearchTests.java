package io.sendyard.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.TestInstallation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A search in subjects, on a database of its own: PostgreSQL with the locale C knows the case of
 * ASCII letters alone.
 */
class SubjectSearchTests {

    private static final long SERVER = 1;

    private static @Nullable EmbeddedPostgres postgres;
    private static MessageLog log;

    @BeforeAll
    static void storeAMessage() throws IOException {
        var database = database();
        Flyway.configure().dataSource(database).load().migrate();
        var jdbc = JdbcClient.create(database);
        jdbc.sql("alter table message drop constraint message_of_stream").update();
        jdbc.sql(
                        """
                        insert into message (id, server_id, stream_id, status, deferred, source, from_header, from_key,
                        to_addresses, recipients, subject, size, created_at)
                        values (:id, :server, 1, 'delivered', false, 'api', 'a@x.example', 'a@x.example',
                        'b@x.example', 1, 'Kürzlich: ÄMTER in Łódź, ΑΘΉΝΑ', 1, current_timestamp)\
                        """)
                .param("id", UUID.fromString("01a20474-a72a-7000-8000-000000000001"))
                .param("server", SERVER)
                .update();
        log = new MessageLog(jdbc);
    }

    @AfterAll
    static void stop() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ämter", "Ämter", "KÜRZLICH: ämt", "łódź", "ŁÓDŹ", "αθήνα", "IN ł"})
    void ignoresTheCaseOfEveryLetter(String subject) {
        assertThat(log.page(SERVER, search(subject), 10).rows()).hasSize(1);
        assertThat(log.list(SERVER, search(subject), 0, 10, true).total()).isEqualTo(1);
        assertThat(log.newer(SERVER, search(subject), null, 10)).isEqualTo(1);
    }

    @Test
    void findsNoOtherLetter() {
        assertThat(log.page(SERVER, search("amter"), 10).rows()).isEmpty();
        assertThat(log.page(SERVER, search("öä"), 10).rows()).isEmpty();
    }

    private static DataSource database() throws IOException {
        if (!TestInstallation.isPostgresql()) {
            return new DriverManagerDataSource("jdbc:h2:mem:subjects;DB_CLOSE_DELAY=-1");
        }
        postgres = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
        return postgres.getPostgresDatabase();
    }

    private static MessageSearch search(String subject) {
        return new MessageSearch(
                null, null, null, null, null, null, null, subject, null, null, null, null, null);
    }
}
