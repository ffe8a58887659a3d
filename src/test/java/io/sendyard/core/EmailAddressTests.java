package io.sendyard.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@acme.example",
                "ada.lovelace+list@acme.example",
                "o'neill@acme.example",
                "\"ada lovelace\"@acme.example",
                "\"a@b\"@acme.example",
                "δοκιμή@acme.example",
                "a@b.c"
            })
    void readsOneMailbox(String text) {
        assertThat(EmailAddress.parse(text)).map(EmailAddress::toString).hasValue(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@acme.example",
                "ada@",
                "ada@localhost",
                "ada@[192.0.2.1]",
                "ada@acme.example, ben@acme.example",
                "ada@acme.example ben@acme.example",
                "Ada <ada@acme.example>",
                "<ada@acme.example>",
                "<a@b>c@d.example",
                "@relay.example:ada@acme.example",
                "ada(comment)@acme.example",
                ".ada@acme.example",
                "ada.@acme.example",
                "a..b@acme.example",
                "a b@acme.example",
                " ada@acme.example",
                "ada@ acme.example",
                "ada@\u2003acme.example",
                "ada@acme.example\r\nBcc: eve@evil.example",
                "ada\r\n@acme.example",
                "a\u0000b@acme.example",
                "\"a\nb\"@acme.example",
                "a\u202Eb@acme.example",
                "\uD800@acme.example"
            })
    void refusesWhatIsNotExactlyOneMailbox(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void takesALocalPartOf64OctetsAndNoMore() {
        assertThat(EmailAddress.parse("a".repeat(64) + "@acme.example")).isPresent();
        assertThat(EmailAddress.parse("a".repeat(65) + "@acme.example")).isEmpty();
        assertThat(EmailAddress.parse("ä".repeat(33) + "@acme.example")).isEmpty();
    }

    @Test
    void comparesWithoutRegardToCase() {
        var large = EmailAddress.parse("Ada@ACME.example").orElseThrow();
        var small = EmailAddress.parse("ada@acme.example").orElseThrow();

        assertThat(large.key()).isEqualTo(small.key());
    }
}
