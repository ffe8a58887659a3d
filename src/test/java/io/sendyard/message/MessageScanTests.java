package io.sendyard.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * With ids as parameters PostgreSQL passed the messages of all servers, as soon as it had prepared
 * the statement: a million for a search among ten thousand.
 */
class MessageScanTests {

    private static final UUID NEWEST = UUID.fromString("01a20474-a72a-7000-8000-000000000003");
    private static final UUID FIRST = UUID.fromString("01a20474-a72a-7000-8000-000000000001");
    private static final UUID END = UUID.fromString("01a20474-a72a-7000-8000-000000000002");

    @Test
    void saysBetweenWhichIdsItGoes() {
        var scan = MessageScan.of(1, null, null, null, false);
        scan.after(NEWEST);
        scan.pass(">=", FIRST);
        scan.ask("m.tag = :tag", "tag", "receipt");

        assertThat(scan.ids(END, 0, 50))
                .contains("m.id < uuid '" + NEWEST + "'")
                .contains("m.id >= uuid '" + FIRST + "'")
                .contains("m.id >= uuid '" + END + "'");
        assertThat(scan.parameters()).containsOnlyKeys("server", "tag");
    }
}
