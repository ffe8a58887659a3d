package io.sendyard.core;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTests {

    private static final ValidatorFactory VALIDATORS = Validation.buildDefaultValidatorFactory();
    private static final Validator VALIDATOR = VALIDATORS.getValidator();

    @AfterAll
    static void close() {
        VALIDATORS.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Production",
                "生产环境",
                "<img src=x onerror=alert(1)>",
                "[[${7*7}]]",
                "${7*7}",
                "{{x}}",
                "a",
                "👩‍💻"
            })
    void takesWhateverPeopleCallThings(String text) {
        assertThat(VALIDATOR.validate(new Named(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\tb",
                "a\u0000b",
                "a\u007Fb",
                "a\u0085b",
                "a\u2028b",
                "a\u202Eb",
                "a\u2066b",
                "a\u200Fb",
                "\uD800",
                "a\uDC00"
            })
    void refusesWhatShowsSomethingElseThanIsKept(String text) {
        assertThat(VALIDATOR.validate(new Named(text)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.getMessage()).contains("hidden marks"));
    }

    @Test
    void countsCodePoints() {
        assertThat(VALIDATOR.validate(new Named("🚀".repeat(100)))).isEmpty();
        assertThat(VALIDATOR.validate(new Named("🚀".repeat(101))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.getMessage()).contains("these are 101"));
    }

    @Test
    void refusesNothingAtAll() {
        assertThat(VALIDATOR.validate(new Named(""))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00A0", "\u3000 \u2007", "\u200B", "\uFEFF\u2060"})
    void refusesWhatNobodySees(String text) {
        assertThat(VALIDATOR.validate(new Named(text)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.getMessage()).contains("empty"));
    }

    record Named(@PlainText String name) {}
}
