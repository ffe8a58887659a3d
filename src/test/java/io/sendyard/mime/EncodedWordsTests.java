package io.sendyard.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsTests {

    @ParameterizedTest
    @CsvSource({
        "Hello, Hello",
        "=?utf-8?q?Gr=C3=BC=C3=9Fe?=, Grüße",
        "=?UTF-8?B?w7w=?=, ü",
        "=?utf-8?q?a?= =?utf-8?q?b?= c, ab c",
        "x =?utf-8?q?a?= y, x a y",
        "=?iso-8859-1?q?J=F6rg?=, Jörg",
        "=?utf-8?q?a b?=, a b",
        "=?utf-8?q?Why??=, Why?",
        "=?utf-8?q?broken, =?utf-8?q?broken",
        "=?utf-8?q?broken =?utf-8?q?a?=, =?utf-8?q?broken a",
        "$1 \\ =?utf-8?q?$1?=, $1 \\ $1",
        "=?no-such-charset?q?a?=, a",
    })
    void standForWhatTheySay(String written, String read) {
        assertThat(EncodedWords.decoded(written)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?", "=?a?q?", "=?a?q?a?", "=?a?q?a?= ", "=?a?q?=", "=?a?q?a?=x"})
    void takeNoTimeWhereManyAreBroken(String piece) {
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> {
                    EncodedWords.decoded(piece.repeat(9_999 / piece.length()));
                    EncodedWords.decoded(piece.repeat(1024 * 1024 / piece.length()));
                });
    }

    @Test
    void ofSeveralMakeOneCharacter() {
        assertThat(EncodedWords.decoded("=?utf-8?q?=C3?=\r\n =?utf-8?q?=BC?=")).isEqualTo("ü");
    }
}
