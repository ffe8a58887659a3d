package io.sendyard.message.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import io.sendyard.core.Refusal;
import io.sendyard.server.Mode;
import io.sendyard.server.NewServer;
import io.sendyard.server.Server;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** What stands in the query of an URL: filters, instants, cursors and the search of the log. */
class QuestionFuzzTests {

    private static final Server SERVER =
            new Server(1, new NewServer("Production", null, Mode.LIVE), Instant.EPOCH);

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void isAskedOrRefused(byte[] input) throws Exception {
        var text = new String(Fuzzed.stretched(input), UTF_8);
        asked(query(text, null, null));
        asked(query(null, text, null));
        asked(query(null, null, text));
        searched(text);
    }

    private static MessageQuery query(
            @Nullable String address, @Nullable String instant, @Nullable String cursor) {
        return new MessageQuery(
                null, null, null, address, address, address, address, instant, instant, null, null,
                cursor);
    }

    private static void asked(MessageQuery query) throws Exception {
        try {
            var filter = Fuzzed.withinLimit(() -> query.search(null));
            assertThat(filter.toString()).isNotEmpty();
            if (query.cursor() != null) {
                assertThat(String.valueOf(filter.before())).isEqualTo(query.cursor());
            }
        } catch (Refusal refusal) {
            assertThat(refusal.field()).isIn("to", "from", "since", "until", "cursor");
        }
    }

    /** Links in the log are addresses whatever was searched for. */
    private static void searched(String text) {
        var search = new ActivityQuery(text, null, text, text, null, null, null, null);
        assertThat(search.asking(search.q())).isEqualTo(search.asking(text));
        search.id().ifPresent(id -> assertThat(id).hasToString(text.strip()));
        var link = URI.create(new ActivityLinks(SERVER).log(search));
        assertThat(link.getPath()).endsWith("/activity");
        assertThat(link.getRawQuery() == null).isEqualTo(search.q() == null);
    }
}
