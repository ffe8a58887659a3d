package io.sendyard.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NameTests {

    @Test
    void isKeptWithoutWhiteSpaceAroundIt() {
        assertThat(Name.kept("  My server \u3000")).isEqualTo("My server");
    }

    @Test
    void isKeptWithoutSpacesAroundItAtWhichNoLineBreaks() {
        assertThat(Name.kept("\u00A0My server\u2007 \u202F")).isEqualTo("My server");
    }

    @Test
    @Timeout(5)
    void isKeptQuicklyHoweverLongItIs() {
        assertThat(Name.kept("a" + " ".repeat(5_000_000) + "b")).hasSize(5_000_002);
    }

    @Test
    void isKeptComposed() {
        assertThat(Name.kept("Cafe\u0301")).isEqualTo("Caf\u00E9");
    }

    @Test
    void isComparedWithoutRegardToCase() {
        assertThat(Name.key("STRASSE")).isEqualTo(Name.key("Straße"));
        assertThat(Name.key("ΟΔΟΣ")).isEqualTo(Name.key("οδος"));
    }

    @Test
    void isNoneWhereNothingWasWritten() {
        assertThat(Name.optional("  ")).isNull();
    }
}
