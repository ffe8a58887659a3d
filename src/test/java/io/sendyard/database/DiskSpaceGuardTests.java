package io.sendyard.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database in a file is left alone before its disk is full. */
class DiskSpaceGuardTests {

    @Test
    void refusesConnectionsOnAFullDisk() throws Exception {
        var usableSpace = new AtomicLong(DiskSpaceGuard.LEAST_OCTETS);
        var database = new DiskSpaceGuard(at("jdbc:h2:mem:room"), usableSpace::get);
        database.getConnection().close();

        usableSpace.set(DiskSpaceGuard.LEAST_OCTETS - 1);

        assertThatThrownBy(database::getConnection)
                .hasMessageContaining("No space left")
                .satisfies(thrown -> assertThat(DatabaseOutage.isBehind(thrown)).isTrue());
        usableSpace.set(DiskSpaceGuard.LEAST_OCTETS);
        database.getConnection().close();
    }

    @Test
    void onlyAFileIsLookedAfter(@TempDir Path folder) throws Exception {
        var file = "jdbc:h2:file:%s/new/sendyard;WRITE_DELAY=0".formatted(folder);
        var database = at(file);

        var lookedAfter = DiskSpaceGuard.of(database, file);

        assertThat(lookedAfter).isInstanceOf(DiskSpaceGuard.class);
        lookedAfter.getConnection().close();
        lookedAfter.getConnection().close();
        assertThat(DiskSpaceGuard.of(database, "jdbc:h2:mem:sendyard;LOCK_TIMEOUT=1"))
                .isSameAs(database);
        assertThat(DiskSpaceGuard.of(database, "jdbc:postgresql://localhost/sendyard"))
                .isSameAs(database);
    }

    private static DriverManagerDataSource at(String address) {
        return new DriverManagerDataSource(address);
    }
}
