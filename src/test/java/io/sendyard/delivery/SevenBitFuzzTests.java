package io.sendyard.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;

/** Any message on its way out: its lines end as they must, and it can do with seven bits. */
class SevenBitFuzzTests {

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void leavesNothingAbove127InABody(byte[] input) throws Exception {
        var octets = Fuzzed.stretched(input);
        var message = Octets.withCrlf(octets);
        assertThat(lined(message)).isTrue();
        assertThat(Octets.withCrlf(message)).isEqualTo(message);
        holds(message, Fuzzed.withinASecond(() -> SevenBit.of(message)));
    }

    private static void holds(byte[] message, byte[] seven) {
        assertThat(lined(seven)).isTrue();
        int body = Octets.bodyOf(seven);
        var before = header(message);
        if (message.length == Octets.bodyOf(message)) {
            assertThat(seven).isEqualTo(message);
            return;
        }
        assertThat(Octets.anyAbove127(seven, body, seven.length)).as(text(seven)).isFalse();
        assertThat(SevenBit.of(seven)).isEqualTo(seven);
        assertThat(withoutEncoding(header(seven))).isEqualTo(withoutEncoding(before));
    }

    private static String header(byte[] message) {
        return text(Arrays.copyOf(message, Octets.bodyOf(message)));
    }

    private static String withoutEncoding(String header) {
        return header.replaceAll(
                "(?im)^content-transfer-encoding[ \t]*+:(?:[^\r]|\r\n[ \t])*+\r\n", "");
    }

    private static String text(byte[] octets) {
        return new String(octets, ISO_8859_1);
    }

    private static boolean lined(byte[] octets) {
        for (int i = 0; i < octets.length; i++) {
            boolean feed = octets[i] == '\n' && (i == 0 || octets[i - 1] != '\r');
            boolean back = octets[i] == '\r' && (i + 1 == octets.length || octets[i + 1] != '\n');
            if (feed || back) {
                return false;
            }
        }
        return true;
    }
}
