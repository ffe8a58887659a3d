package io.sendyard.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.core.PlainText;
import io.sendyard.core.Refusal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** Mail that was written elsewhere: refused, or understood and written again. */
class SubmittedFuzzTests {

    private static final Instant NOW = Instant.parse("2026-03-01T09:05:07Z");
    private static final List<EmailAddress> ENVELOPE =
            List.of(EmailAddress.parse("ada@example.com").orElseThrow());

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void isRefusedOrRewritten(byte[] input) throws Exception {
        var octets = Fuzzed.stretched(input);
        try {
            Fuzzed.withinASecond(() -> read(octets));
            rewritten(octets);
        } catch (Refusal refusal) {
            assertThat(refusal.sentence()).isNotEmpty();
        }
    }

    private static List<?> read(byte[] octets) {
        var mail = SubmittedMail.read(octets);
        return List.of(mail.recipients(ENVELOPE), mail.labels(), mail.subject(), mail.from());
    }

    private static void rewritten(byte[] octets) {
        var mail = SubmittedMail.read(octets);
        var from = mail.from();
        assertThat(mail.subject()).doesNotContainPattern("\\p{Cntrl}");
        assertThat(mail.recipients(ENVELOPE).all()).hasSize(1);
        var labels = mail.labels();
        assertThat(PlainText.Validator.hides(String.valueOf(labels.tag()))).isFalse();
        assertThat(PlainText.Validator.hides(from.toString())).isFalse();
        mail.stream();
        var id = MessageId.fresh();
        holds(mail, mail.written(id, from, NOW));
        holds(mail, mail.writtenAgain(id, from, NOW));
    }

    /** What goes out is a message again, with the same words, and without what steers. */
    private static void holds(SubmittedMail mail, byte[] written) {
        assertThat(new String(written, ISO_8859_1))
                .doesNotContainPattern("(?<!\r)\n|\r(?!\n)|\\x00");
        var again = SubmittedMail.read(written);
        assertThat(again.subject()).isEqualTo(mail.subject());
        assertThat(again.from()).isEqualTo(mail.from());
        assertThat(again.body()).isEqualTo(mail.body());
        assertThat(again.labels()).isEqualTo(Labels.NONE);
        for (var name : List.of("bcc", "resent-bcc", "return-path", "x-pm-tag")) {
            assertThat(again.header().has(name)).isFalse();
        }
        assertThat(again.header().has("Date") && again.header().has("Message-ID")).isTrue();
    }
}
