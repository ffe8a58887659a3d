package io.sendyard.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharsetLabelsTests {

    @ParameterizedTest
    @CsvSource({
        "gb2312, \u0087\u00e5, 囧",
        "GB_2312-80, \u0087\u00e5, 囧",
        "shift_jis, \u0087@, ①",
        "x-sjis, \u0087@, ①",
        "euc-jp, \u00ad\u00a1, ①",
        "iso-2022-jp, a\u001b$B-!\u001b(B, a①",
        "iso-8859-1, \u0080\u0096, €–",
        "latin1, \u0080, €",
        "us-ascii, \u0080, €",
        "us-ascii, \u00e2\u0082\u00ac, €",
        "iso-8859-9, \u0080\u00f0, €ğ",
        "iso-8859-11, \u0080\u00a1, €ก",
        "tis-620, \u0080, €",
        "ks_c_5601-1987, \u0081A, 갂",
        "big5, \u0087@, 䏰",
        "iso-8859-8-i, \u00e0, א",
        "unicode-1-1-utf-8, \u00c3\u00bc, ü",
        "x-mac-cyrillic, \u0080, А",
        "koi8-u, \u00a4, є",
        "no-such-charset, \u00c3\u00bc, ü",
        "' ', \u00fc, ü"
    })
    void meanWhatSendersMeanByThem(String label, String octets, String text) {
        assertThat(CharsetLabels.decoded(octets.getBytes(ISO_8859_1), label)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "=?gb2312?B?t6LGsYfl?=, 发票囧",
        "=?shift_jis?B?ie+LY4dA?=, 会議①",
        "=?iso-8859-1?Q?5_=80_=96_neu?=, 5 € – neu",
        "=?iso-8859-1*de?Q?=80?=, €",
        "=?KS_C_5601-1987?B?gUE=?= x, 갂 x"
    })
    void areReadInEncodedWords(String written, String read) {
        assertThat(EncodedWords.decoded(written)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"iso-8859-1, \u0080 neu, € neu", "gb2312, \u0087\u00e5, 囧", ", \u00fc, ü"})
    void areReadInBodies(String label, String octets, String text) {
        var head = "Content-Type: text/plain" + (label == null ? "" : "; charset=" + label);
        var message = (head + "\r\n\r\n" + octets).getBytes(ISO_8859_1);

        assertThat(MessageParts.of(message).text()).isEqualTo(text);
        assertThat(MessageParts.of("X: y\r\n\r\nü".getBytes(UTF_8)).text()).isEqualTo("ü");
    }
}
