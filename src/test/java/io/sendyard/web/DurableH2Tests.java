package io.sendyard.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A sync that somebody else made is good only for who committed to the same database. */
class DurableH2Tests {

    @Test
    void aSyncOfAnotherOpeningOfTheFileIsNoYes(@TempDir Path folder) throws Exception {
        var file = "jdbc:h2:file:%s;WRITE_DELAY=0".formatted(folder.resolve("sendyard"));
        try (var ours = new SingleConnectionDataSource(file, true)) {
            var jdbc = new JdbcTemplate(ours);
            var durability = new DurabilitySetup.DurableH2(jdbc, new OfOthers());
            jdbc.execute("create table message (id int)");
            assertThatCode(durability::sync).doesNotThrowAnyException();

            jdbc.execute("shutdown immediately");
            try (var again = DriverManager.getConnection(file)) {
                again.createStatement().execute("checkpoint sync");

                assertThatThrownBy(durability::sync).isInstanceOf(DataAccessException.class);
            }
        }
    }

    /** Each sync was somebody else's. */
    private static final class OfOthers extends SharedSync {

        @Override
        boolean run(Runnable sync) {
            return false;
        }
    }
}
