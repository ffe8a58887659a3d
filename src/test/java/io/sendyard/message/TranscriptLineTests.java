package io.sendyard.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptLineTests {

    @ParameterizedTest
    @CsvSource({
        "'  58 S: 250 OK', 58, S, 250 OK",
        "'  58 C: MAIL FROM:<>', 58, C, MAIL FROM:<>",
        "'   0 * connected to 127.0.0.1', 0, '', connected to 127.0.0.1",
        "'anything else', , '', anything else"
    })
    void hasATimeASideAndAText(String line, String millis, String side, String text) {
        assertThat(TranscriptLine.of(line)).isEqualTo(new TranscriptLine(millis, side, text));
    }
}
