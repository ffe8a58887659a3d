package io.sendyard.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    ann@example.com                          |                | ann@example.com
                    <ann@example.com>                        |                | ann@example.com
                    Ann <ann@example.com>                    | Ann            | Ann <ann@example.com>
                    "Ann" <ann@example.com>                  | Ann            | Ann <ann@example.com>
                    "Lovelace, Ann" <ann@example.com>        | Lovelace, Ann  | "Lovelace, Ann" <ann@example.com>
                    "A \\"B\\" \\\\C" <ann@example.com>      | A "B" \\C      | "A \\"B\\" \\\\C" <ann@example.com>
                    "ann@example.com" <bob@example.com>      | ann@example.com | "ann@example.com" <bob@example.com>
                    Ann@example.com <ann@example.com>        | Ann@example.com | "Ann@example.com" <ann@example.com>
                    Jörg 🐢 <jörg@bücher.example>            | Jörg 🐢        | Jörg 🐢 <jörg@xn--bcher-kva.example>
                    "a b"@example.com                        |                | "a b"@example.com
                    Ann <"a<b"@example.com>                  | Ann            | Ann <"a<b"@example.com>
                    """)
    void readsOneMailboxAndWritesItAgain(String text, String name, String written) {
        var mailbox = Mailbox.parse(text).orElseThrow();

        assertThat(mailbox.name()).isEqualTo(name);
        assertThat(mailbox).hasToString(written);
        assertThat(Mailbox.parse(mailbox.toString())).contains(mailbox);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ann",
                "ann@",
                "@example.com",
                "<ann@example.com>bob@example.com",
                "Ann <ann@example.com> <bob@example.com>",
                "ann@example.com bob@example.com",
                "ann@example.com, bob@example.com",
                "ann@example.com <bob@example.com>",
                "Ann (work) <ann@example.com>",
                "Ann <@relay.example:ann@example.com>",
                "friends: ann@example.com;",
                "\"Ann <ann@example.com>",
                "\"Ann\"\" <ann@example.com>",
                "Ann\r\nBcc: eve@example.com <ann@example.com>",
                "Ann\u0000 <ann@example.com>",
                "Ann <ann@example.com\r\n>",
                "Ann\u202Ennb <ann@example.com>",
                "Ann\uD83D <ann@example.com>",
                "a\rb@example.com",
                "ann@exam\u0000ple.com"
            })
    void refusesWhatIsNotExactlyOne(String text) {
        assertThat(Mailbox.parse(text)).isEmpty();
    }

    @Test
    void aNameHas256CharactersAtMost() {
        assertThat(Mailbox.parse("🐢".repeat(256) + " <a@example.com>")).isPresent();
        assertThat(Mailbox.parse("🐢".repeat(257) + " <a@example.com>")).isEmpty();
    }

    @Test
    void splitsAtCommasThatStandInNoQuotes() {
        assertThat(Mailbox.split("a@x.com, \"B, \\\"C\" <b@x.com>,c@x.com"))
                .containsExactly("a@x.com", " \"B, \\\"C\" <b@x.com>", "c@x.com");
        assertThat(Mailbox.split("a@x.com,")).containsExactly("a@x.com", "");
    }
}
