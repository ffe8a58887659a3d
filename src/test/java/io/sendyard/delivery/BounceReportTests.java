package io.sendyard.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BounceReportTests {

    @Test
    void cutsNoCharacterOfAHostInHalf() {
        var report =
                ReturnedMail.read(
                        "",
                        TestParties.of("x@dest.test", "app@example.org"),
                        ("Content-Type: message/delivery-status\r\n\r\nAction: failed\r\nRemote-MTA: "
                                        + "😀".repeat(200))
                                .getBytes(UTF_8));

        assertThat(report.reporter()).isEqualTo("😀".repeat(126));
    }
}
