package io.sendyard.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What H2 needs to be told, so that it keeps what it was given, in a file that doesn't swell. */
class H2DurabilityTests {

    private static final int ROWS = 2_000;

    @Test
    void aSyncOfAnotherOpeningOfTheFileIsNoYes(@TempDir Path folder) throws Exception {
        var file = "jdbc:h2:file:%s;WRITE_DELAY=0".formatted(folder.resolve("sendyard"));
        try (var ours = new SingleConnectionDataSource(file, true)) {
            var jdbc = new JdbcTemplate(ours);
            var durability = new CommitDurabilitySetup.H2Durability(jdbc, new OfOthers());
            jdbc.execute("create table message (id int)");
            assertThatCode(durability::sync).doesNotThrowAnyException();

            jdbc.execute("shutdown immediately");
            try (var again = DriverManager.getConnection(file)) {
                again.createStatement().execute("checkpoint sync");

                assertThatThrownBy(durability::sync).isInstanceOf(DataAccessException.class);
            }
        }
    }

    @Test
    void whatIsLeftOfOldChunksIsGathered(@TempDir Path folder) throws Exception {
        var file =
                "jdbc:h2:file:%s;WRITE_DELAY=0;RETENTION_TIME=0"
                        .formatted(folder.resolve("sendyard"));
        try (var ours = new SingleConnectionDataSource(file, true)) {
            var jdbc = new JdbcTemplate(ours);
            var durability = new CommitDurabilitySetup.H2Durability(jdbc);
            jdbc.execute("create table message (id int primary key, content varchar)");
            for (int id = 0; id < ROWS; id++) {
                jdbc.update("insert into message values (?, repeat('x', 500))", id);
            }
            var store =
                    ((SessionLocal) ours.getConnection().unwrap(JdbcConnection.class).getSession())
                            .getDatabase()
                            .getStore()
                            .getMvStore();
            assertThat(store.getFileStore().getChunksFillRate()).isLessThan(30);

            await().untilAsserted(() -> {
                durability.gather();
                assertThat(store.getFileStore().getChunksFillRate()).isGreaterThanOrEqualTo(60);
            });

            jdbc.execute("shutdown immediately");
        }
        try (var again = new SingleConnectionDataSource(file, true)) {
            assertThat(
                            new JdbcTemplate(again)
                                    .queryForObject(
                                            "select count(*) from message where length(content) ="
                                                    + " 500",
                                            Integer.class))
                    .isEqualTo(ROWS);
        }
    }

    /** Each sync was another thread's. */
    private static final class OfOthers extends SharedSync {

        @Override
        boolean run(Runnable sync) {
            return false;
        }
    }
}
