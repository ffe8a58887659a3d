package io.sendyard.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.core.PlainText;
import io.sendyard.core.Refusal;
import io.sendyard.mime.RawMessage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** Mail that was written elsewhere: refused, or understood and written again. */
class RawMessageAcceptanceFuzzTests {

    private static final String TRACE = "from unknown by mail.example with ESMTPA";
    private static final Instant NOW = Instant.parse("2026-03-01T09:05:07Z");
    private static final List<EmailAddress> ENVELOPE =
            List.of(EmailAddress.parse("ada@example.com").orElseThrow());

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void isRefusedOrRewritten(byte[] input) throws Exception {
        var octets = Fuzzed.stretched(input);
        try {
            Fuzzed.withinLimit(() -> read(octets));
            rewritten(octets);
        } catch (Refusal refusal) {
            assertThat(refusal.sentence()).isNotEmpty();
        }
    }

    private static List<?> read(byte[] octets) {
        var mail = RawMessage.read(octets);
        return List.of(
                recipients(mail), MessageAcceptance.labels(mail), mail.subject(), mail.from());
    }

    private static void rewritten(byte[] octets) {
        var mail = RawMessage.read(octets);
        var from = mail.from();
        assertThat(mail.subject()).doesNotContainPattern("\\p{Cntrl}");
        assertThat(recipients(mail).all()).hasSize(1);
        var labels = MessageAcceptance.labels(mail);
        assertThat(PlainText.PlainTextValidator.hides(String.valueOf(labels.tag()))).isFalse();
        assertThat(PlainText.PlainTextValidator.hides(from.toString())).isFalse();
        mail.stream();
        var id = MessageId.fresh();
        holds(mail, mail.written(TRACE, id, from, NOW));
        holds(mail, mail.writtenAgain(id, from, NOW));
    }

    private static Addressees recipients(RawMessage mail) {
        return Addressees.ofEnvelope(ENVELOPE, mail.addresses("To"), mail.addresses("Cc"));
    }

    /** What goes out is a message again, with the same words, and without what steers. */
    private static void holds(RawMessage mail, byte[] written) {
        assertThat(new String(written, ISO_8859_1))
                .doesNotContainPattern("(?<!\r)\n|\r(?!\n)|\\x00");
        var again = RawMessage.read(written);
        assertThat(again.subject()).isEqualTo(mail.subject());
        assertThat(again.from()).isEqualTo(mail.from());
        assertThat(again.body()).isEqualTo(mail.body());
        assertThat(MessageAcceptance.labels(again)).isEqualTo(Labels.NONE);
        for (var name : List.of("bcc", "resent-bcc", "return-path", "x-pm-tag")) {
            assertThat(again.header().has(name)).isFalse();
        }
        assertThat(again.header().has("Date") && again.header().has("Message-ID")).isTrue();
    }
}
