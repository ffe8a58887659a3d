package io.sendyard.smtp.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** What a host answers, and what is said to it: dots that are put in come out again. */
class ServerReplyFuzzTests {

    private static final int MOST_OCTETS = 64 * 1024;

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void areReadWithinBounds(byte[] input) throws Exception {
        var octets = Fuzzed.stretched(input);
        var transcript = new Transcript();
        Fuzzed.withinLimit(() -> replies(octets, transcript)).forEach(ServerReplyFuzzTests::holds);
        assertThat(transcript.toString().length()).isLessThan(MOST_OCTETS);
        assertThat(transcript.toString()).doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]");
        stuffing(octets);
    }

    /** All of them, up to the end or to what is no reply. */
    private static List<ServerReply> replies(byte[] octets, Transcript transcript) {
        var reader = new ReplyReader(new ByteArrayInputStream(octets));
        var replies = new ArrayList<ServerReply>();
        try {
            while (true) {
                replies.add(reader.read(transcript));
            }
        } catch (IOException e) {
            assertThat(String.valueOf(e.getMessage()).length()).isLessThanOrEqualTo(1_024);
            return replies;
        }
    }

    private static void holds(ServerReply reply) {
        assertThat(reply.code()).isBetween(200, 599);
        assertThat(reply.lines()).isNotEmpty().hasSizeLessThanOrEqualTo(100);
        assertThat(reply.text().length()).isLessThanOrEqualTo(1_024);
        assertThat(reply.text()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
        var code = reply.enhancedCode();
        assertThat(code == null || code.matches("[245]\\.[0-9]{1,3}\\.[0-9]{1,3}")).isTrue();
        assertThat(new String(reply.text().getBytes(UTF_8), UTF_8)).isEqualTo(reply.text());
    }

    /** Lines are taken for lines at each LF here, as the strictest receiver does. */
    private static void stuffing(byte[] message) {
        var stuffed = new String(DotStuffing.of(message), ISO_8859_1);
        var plain = new String(message, ISO_8859_1);
        assertThat(stuffed).endsWith("\n").doesNotStartWith(".\r").doesNotContain("\n.\r");
        assertThat(stuffed).doesNotContain("\n.\n");
        var read = stuffed.replaceAll("(?<=\\A|\\n)\\.", "");
        assertThat(read).isIn(plain, plain + "\r\n");
    }
}
