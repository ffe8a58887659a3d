package io.sendyard.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;

/** Any message on its way out: its lines end as they must, and it can do with seven bits. */
class SevenBitEncodingFuzzTests {

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void leavesNothingAbove127InABody(byte[] input) throws Exception {
        var octets = Fuzzed.stretched(input);
        var message = CrlfBytes.withCrlf(octets);
        assertThat(lined(message)).isTrue();
        assertThat(CrlfBytes.withCrlf(message)).isEqualTo(message);
        holds(message, Fuzzed.withinLimit(() -> SevenBitEncoding.of(message)));
        Fuzzed.withinLimit(() -> AsciiHeader.of(message))
                .ifPresent(header -> holds(message, header));
    }

    private static void holds(byte[] message, AsciiHeader header) {
        var ascii = header.on(message);
        int body = CrlfBytes.bodyOf(message);
        var written = Arrays.copyOf(ascii, ascii.length - (message.length - body));
        assertThat(CrlfBytes.anyAbove127(written, 0, written.length)).as(text(written)).isFalse();
        assertThat(lined(written)).isTrue();
        assertThat(text(ascii)).endsWith(text(message).substring(body));
        if (!CrlfBytes.anyAbove127(message, 0, body)) {
            assertThat(ascii).isEqualTo(message);
        }
    }

    private static void holds(byte[] message, byte[] seven) {
        assertThat(lined(seven)).isTrue();
        int body = CrlfBytes.bodyOf(seven);
        var before = header(message);
        if (message.length == CrlfBytes.bodyOf(message)) {
            assertThat(seven).isEqualTo(message);
            return;
        }
        assertThat(CrlfBytes.anyAbove127(seven, body, seven.length)).as(text(seven)).isFalse();
        assertThat(SevenBitEncoding.of(seven)).isEqualTo(seven);
        assertThat(withoutEncoding(header(seven))).isEqualTo(withoutEncoding(before));
    }

    private static String header(byte[] message) {
        return text(Arrays.copyOf(message, CrlfBytes.bodyOf(message)));
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
