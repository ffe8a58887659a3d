package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.system.Launch;
import io.sendyard.system.Place;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, started by {@code java -jar} and at work. */
@Tag("packaged")
class PackagedJarTests {

    /** A thread in the JSON of {@code jcmd}. */
    private static final Pattern VIRTUAL = Pattern.compile("\\{[^{}]*\"virtual\": *true");

    private static final int ENOUGH = 40;

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();

    @Test
    void worksWithoutVirtualThreads() throws Exception {
        try (var inbox = new Inbox(ledger);
                var place = Place.prepared(folder.resolve("data"))) {
            var key = place.token();
            try (var node = Node.start("one.example", place, Launch.PACKAGED, inbox);
                    var _ = node.load(ledger, key, "work")) {
                ledger.awaitLoad(node.running(), ENOUGH);

                var threads = node.running().threads(folder);

                assertThat(threads).contains("http-nio-", "smtp-", "dispatcher", "scheduling-");
                assertThat(VIRTUAL.matcher(threads).results().map(found -> found.group()))
                        .isEmpty();
            }
            assertThat(ledger.unexpected()).as(ledger.toString()).isEmpty();
        }
    }
}
