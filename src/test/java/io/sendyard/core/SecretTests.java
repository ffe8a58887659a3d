package io.sendyard.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecretTests {

    @Test
    void drawsLettersAndDigitsBehindThePrefix() {
        assertThat(Secret.random("pt_live_", 32).reveal()).matches("pt_live_[0-9a-z]{32}");
    }

    @Test
    void neverDrawsTheSameTwice() {
        assertThat(IntStream.range(0, 10_000).mapToObj(_ -> Secret.random("", 32).reveal()))
                .doesNotHaveDuplicates();
    }

    @Test
    void endsAKeyInAChecksum() {
        var key = Secret.checked("txk_live_");

        assertThat(key.reveal()).matches("txk_live_[0-9a-z]{36}");
        assertThat(key.checksOut()).isTrue();
    }

    @Test
    void tellsAMistypedKeyWhicheverCharacterIsWrong() {
        var key = Secret.checked("txk_live_").reveal();

        assertThat(IntStream.range(0, key.length()))
                .allSatisfy(at -> {
                    var other = key.charAt(at) == 'x' ? 'y' : 'x';
                    assertThat(
                                    Secret.of(key.substring(0, at) + other + key.substring(at + 1))
                                            .checksOut())
                            .isFalse();
                });
    }

    @Test
    void showsItsKindAndFourCharacters() {
        assertThat(Secret.of("txk_live_a1b2c3d4").prefix()).isEqualTo("txk_live_a1b2");
    }

    @Test
    void hidesAllButItsKind() {
        assertThat(Secret.of("pt_test_abc").masked()).isEqualTo("pt_test_•••");
    }

    @Test
    void staysSecretInALog() {
        assertThat("token " + Secret.of("pt_live_abc")).doesNotContain("abc");
    }

    @Test
    void isFoundByItsSha256() {
        assertThat(Secret.of("abc").hash())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
