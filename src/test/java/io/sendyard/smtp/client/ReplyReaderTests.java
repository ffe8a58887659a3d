package io.sendyard.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a reply is read, how it is shown, and for how long it is waited for. */
class ReplyReaderTests {

    private static final int MOST_OCTETS = 64 * 1024;
    private static final int A_BUFFER = 4_096;

    @ParameterizedTest
    @ValueSource(strings = {"x", "250-more\r\n", "250-\n", "250 ", "\0"})
    void readsAtMost64KibOfWhatHasNoEnd(String again) {
        var in = new ByteArrayInputStream(again.repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
        int before = in.available();

        assertThatThrownBy(() -> new ReplyReader(in).read(new Transcript()))
                .isInstanceOf(ReplyReader.NoReply.class);

        assertThat(before - in.available()).isLessThanOrEqualTo(MOST_OCTETS + A_BUFFER);
    }

    @Test
    void showsWhatItCannotPrintEscapedAndAtMost1Kib() throws Exception {
        var reply =
                reader("550 5.7.1 <b>no</b>\0\u202e\u00e9\1" + "x".repeat(3_000) + "\r\n")
                        .read(new Transcript());

        assertThat(reply.odd()).isTrue();
        assertThat(reply.text())
                .startsWith("5.7.1 <b>no</b>\\x00\\u{202e}\u00e9\\x01xxx")
                .endsWith("x\u2026")
                .hasSize(1_024);
    }

    @Test
    void showsTheEnhancedCodeOfAReplyOnce() throws Exception {
        var reply =
                reader("550-5.7.1 This is likely\r\n550-5.7.1 unwanted.\r\n550 5.7.10 is else\r\n")
                        .read(new Transcript());

        assertThat(reply.text()).isEqualTo("5.7.1 This is likely unwanted. 5.7.10 is else");
    }

    @Test
    void waitsAsLongAsTheRfcWants() {
        var standard = Timeouts.standard();

        assertThat(standard.of(SmtpStage.GREETING)).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(standard.of(SmtpStage.MAIL)).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(standard.of(SmtpStage.RECIPIENT)).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(standard.of(SmtpStage.DATA)).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
        assertThat(standard.of(SmtpStage.CONTENT)).isGreaterThanOrEqualTo(Duration.ofMinutes(3));
        assertThat(standard.of(SmtpStage.END)).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
    }

    private static ReplyReader reader(String text) {
        return new ReplyReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
