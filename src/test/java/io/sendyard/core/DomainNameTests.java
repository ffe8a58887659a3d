package io.sendyard.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTests {

    private static final String LABEL_63 = "a".repeat(63);

    @ParameterizedTest
    @CsvSource({
        "links.example.com, links.example.com",
        "LINKS.Example.COM, links.example.com",
        " links.example.com , links.example.com",
        "bücher.example, xn--bcher-kva.example",
        "xn--bcher-kva.example, xn--bcher-kva.example",
        "a.b, a.b",
        "3com.com, 3com.com",
    })
    void keepsAHostNameAsLowerCaseALabels(String text, String kept) {
        assertThat(DomainName.parse(text)).map(DomainName::value).hasValue(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com.",
                ".example.com",
                "a..b",
                "-a.example",
                "a-.example",
                "a_b.example",
                "exa mple.com",
                "192.0.2.1",
                "example.123",
                "0x7f.0x1",
                "example.0x",
                "[2001:db8::1]",
                "http://example.com",
                "example.com/x",
                "example.com:80",
                "a@example.com",
                "example\u0000.com",
                "\uD800.example"
            })
    void refusesWhatIsNoHostName(String text) {
        assertThat(DomainName.parse(text)).isEmpty();
    }

    @Test
    void takesALabelOf63OctetsAndNoMore() {
        assertThat(DomainName.parse(LABEL_63 + ".example")).isPresent();
        assertThat(DomainName.parse(LABEL_63 + "a.example")).isEmpty();
    }

    @Test
    void takes253OctetsAndNoMore() {
        var three = String.join(".", LABEL_63, LABEL_63, LABEL_63);

        assertThat(DomainName.parse(three + "." + "a".repeat(61))).isPresent();
        assertThat(DomainName.parse(three + "." + "a".repeat(62))).isEmpty();
    }

    @Test
    void partsTheFirstLabelFromTheRest() {
        var domain = DomainName.parse("links.mail.example.com").orElseThrow();

        assertThat(domain.relative()).isEqualTo("links");
        assertThat(domain.parent()).isEqualTo("mail.example.com");
    }
}
