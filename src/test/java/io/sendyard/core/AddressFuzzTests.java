package io.sendyard.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** Addresses, host names and ids: what is read is printed and read again as the same. */
class AddressFuzzTests {

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void readWhatTheyPrint(byte[] input) throws Exception {
        var text = new String(Fuzzed.stretched(input), UTF_8);
        Fuzzed.withinLimit(() -> Mailbox.split(text).stream().map(Mailbox::parse).toList());
        Fuzzed.withinLimit(() -> List.of(Mailbox.parse(text), DomainName.parse(text)));
        Fuzzed.withinLimit(() -> Name.kept(text));
        addresses(text);
        names(text);
        ids(text);
    }

    private static void addresses(String text) {
        for (var part : Mailbox.split(text)) {
            Mailbox.parse(part).ifPresent(AddressFuzzTests::holds);
        }
        assertThat(String.join(",", Mailbox.split(text))).isEqualTo(text);
        EmailAddress.parse(text).ifPresent(AddressFuzzTests::holds);
    }

    private static void holds(Mailbox mailbox) {
        assertThat(mailbox.toString()).doesNotContainPattern("[\\r\\n\\x00]");
        assertThat(Mailbox.split(mailbox.toString())).hasSize(1);
        assertThat(Mailbox.parse(mailbox.toString())).contains(mailbox);
        holds(mailbox.address());
    }

    private static void holds(EmailAddress address) {
        assertThat(address.toString()).doesNotContainPattern("\\p{Cntrl}");
        assertThat(EmailAddress.parse(address.toString())).contains(address);
        assertThat(EmailAddress.parse(address.key()).orElseThrow().key()).isEqualTo(address.key());
    }

    private static void names(String text) {
        DomainName.parse(text)
                .ifPresent(name -> {
                    assertThat(name.value()).matches("[a-z0-9.-]{3,253}");
                    assertThat(DomainName.parse(name.value())).contains(name);
                    assertThat(name.value()).doesNotMatch("(.*\\.)?([0-9]+|0x[0-9a-f]*)");
                });
        var kept = Name.kept(text);
        assertThat(Name.kept(kept)).isEqualTo(kept);
        PlainText.PlainTextValidator.hides(text);
    }

    private static void ids(String text) {
        try {
            assertThat(MessageId.of(text)).hasToString(text);
        } catch (NotFound e) {
            assertThat(text).doesNotMatch("msg_[0-7][0-9a-hjkmnp-tv-z]{25}");
        }
        try {
            assertThat(Cuid.of(text)).hasToString(text);
        } catch (NotFound e) {
            assertThat(text).doesNotMatch("c[0-9a-z]{24}");
        }
        assertThat(Secret.of(text)).hasToString("(secret)");
        Secret.of(text).checksOut();
    }
}
