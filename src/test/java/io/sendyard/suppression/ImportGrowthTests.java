package io.sendyard.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.BytesWritten;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.core.Refusal;
import io.sendyard.database.WorkLocks;
import io.sendyard.server.Server;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much an import makes the database write, and how many wait. */
@SendyardTest
class ImportGrowthTests {

    private static final int ROWS = 20_000;

    /** An address, and 200 characters that are not imported. */
    private static final String ROW = "p%07d@list.example," + "x".repeat(200) + "\n";

    private static final long MEBIBYTE = 1024 * 1024;

    @Autowired World world;
    @Autowired SuppressionUpload uploads;
    @Autowired WorkLocks workLocks;
    @Autowired BytesWritten written;
    @Autowired JdbcClient jdbc;

    @Test
    void writesLittleMoreThanWhatWasUploaded() {
        var csv =
                IntStream.range(0, ROWS)
                        .mapToObj(i -> ROW.formatted(i * 7919L % 10_000_000))
                        .collect(Collectors.joining("", "email,unknown\n", ""));

        long bytes =
                written.during(() ->
                        assertThat(
                                        world.imported(world.production(), "list.csv", utf8(csv))
                                                .tally()
                                                .added())
                                .isEqualTo(ROWS));

        assertThat(bytes).as("bytes written").isLessThan(60 * MEBIBYTE);
    }

    @Test
    void fiveFilesOfAnAccountWait() {
        var server = world.production();
        assertThat(workLocks.acquire("imports of account " + server.accountId())).isTrue();
        for (int i = 0; i < SuppressionUpload.MOST_WAITING; i++) {
            take(world.production());
        }

        assertThatThrownBy(() -> take(world.staging()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("5 files are being imported already");
        take(world.globexServer());
    }

    @Test
    void theHundredNewestAreRemembered() {
        var server = world.production();
        world.imported(server, "first.csv", utf8("ann@example.com"));
        jdbc.sql(
                        """
                        insert into suppression_import (cuid, account_id, server_id, reason, file_name, line,
                            line_count, added, known, refused, problems, created_at, finished_at)
                        select concat('c', x.n), account_id, server_id, reason, 'x.csv', 1, 1, 0, 0, 0, '',
                            created_at, finished_at
                        from suppression_import cross join (%s) x
                        """
                                .formatted(
                                        IntStream.range(0, 150)
                                                .mapToObj("select %d as n"::formatted)
                                                .collect(Collectors.joining(" union all "))))
                .update();

        world.imported(server, "last.csv", utf8("bob@example.com"));

        assertThat(
                        jdbc.sql("select file_name from suppression_import order by id")
                                .query(String.class)
                                .list())
                .hasSize(101)
                .doesNotContain("first.csv")
                .last()
                .isEqualTo("last.csv");
    }

    private void take(Server server) {
        uploads.take(
                server,
                null,
                SuppressionReason.MANUAL,
                "x.csv",
                new ByteArrayResource(utf8("ann@example.com")));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
