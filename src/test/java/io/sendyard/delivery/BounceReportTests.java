package io.sendyard.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import org.junit.jupiter.api.Test;

class BounceReportTests {

    @Test
    void cutsNoCharacterOfAHostInHalf() {
        var report =
                ReturnedMail.read(
                        "",
                        new EmailAddress("x", new DomainName("dest.test")),
                        ("Content-Type: message/delivery-status\r\n\r\nAction: failed\r\nRemote-MTA: "
                                        + "😀".repeat(200))
                                .getBytes(UTF_8));

        assertThat(report.reporter()).isEqualTo("😀".repeat(126));
    }
}
