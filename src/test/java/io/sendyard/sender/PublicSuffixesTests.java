package io.sendyard.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.DomainName;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list as it lies in the runtime that the suite, and the product, runs on. */
class PublicSuffixesTests {

    private final PublicSuffixes suffixes = new PublicSuffixes();

    @ParameterizedTest
    @ValueSource(strings = {"co.uk", "com.au", "co.jp", "anything.kawasaki.jp", "個人.香港"})
    void areKnownWithWildcardsAndInternationalOnes(String name) {
        assertThat(suffixes.contains(DomainName.parse(name).orElseThrow())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme.co.uk",
                "city.kawasaki.jp",
                "acme.example",
                "example.com",
                "github.io",
                "a.unknown-top-level"
            })
    void areNotNamesThatSomebodyOwns(String name) {
        assertThat(suffixes.contains(DomainName.parse(name).orElseThrow())).isFalse();
    }

    @Test
    void areNoneInARuntimeWithoutAList() {
        var none = new PublicSuffixes(Path.of("target", "there-is-no-such-list"));

        assertThat(none.contains(new DomainName("co.uk"))).isFalse();
    }
}
