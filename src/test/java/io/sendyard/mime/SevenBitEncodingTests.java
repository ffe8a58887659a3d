package io.sendyard.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SevenBitEncodingTests {

    @Test
    void readsHeadersOfAnyLength() {
        var parameters = ";\r\n a=b".repeat(20_000);
        var message =
                "Content-Type: text/plain%s\r\nContent-Transfer-Encoding: 8bit%s\r\n\r\nü\r\n"
                        .formatted(parameters, parameters);

        assertThat(new String(SevenBitEncoding.of(message.getBytes(UTF_8)), UTF_8))
                .isEqualTo(
                        "Content-Type: text/plain%s\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=BC\r\n"
                                .formatted(parameters));
    }
}
