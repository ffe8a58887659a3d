package io.sendyard.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The start of long texts. */
class ExcerptTests {

    @Test
    void cutsNoCharacterInHalf() {
        assertThat(Excerpt.of("ab😀c", 3)).isEqualTo("ab");
        assertThat(Excerpt.of("ab😀c", 4)).isEqualTo("ab😀");
        assertThat(Excerpt.of("ab😀c", 0)).isEmpty();
    }

    @Test
    void countsCodePointsIfAsked() {
        assertThat(Excerpt.ofCodePoints("😀😀😀", 2)).isEqualTo("😀😀");
        assertThat(Excerpt.ofCodePoints("😀😀😀", 3)).isEqualTo("😀😀😀");
    }

    @Test
    void marksWhatIsLeftOut() {
        assertThat(Excerpt.marked("abc", 3)).isEqualTo("abc");
        assertThat(Excerpt.marked("a😀bc", 2)).isEqualTo("a…");
    }
}
