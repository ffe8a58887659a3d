package io.sendyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.apikey.KeyType;
import io.sendyard.core.Cuid;
import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.Name;
import io.sendyard.core.PlainText;
import io.sendyard.server.Color;
import io.sendyard.server.Mode;
import io.sendyard.server.StreamType;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** All hostile values at the rules that every field goes by; each route is tried with some. */
class HostileValuesTests {

    private static final ValidatorFactory VALIDATORS = Validation.buildDefaultValidatorFactory();
    private static final Validator VALIDATOR = VALIDATORS.getValidator();
    private static final JsonMapper JSON = json();

    /** All but the one that takes text. */
    private static final List<String> TYPED =
            List.of("color", "mode", "key", "stream", "on", "seconds", "at", "id");

    @AfterAll
    static void close() {
        VALIDATORS.close();
    }

    static Stream<String> texts() {
        return HostileValues.texts().keySet().stream();
    }

    static Stream<String> notTexts() {
        return HostileValues.notTexts().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isANameOnlyWhereItCanBeKeptAsItIs(String flaw) {
        var text = HostileValues.texts().get(flaw);
        var read = JSON.readValue(object("name", JSON.writeValueAsString(text)), Fields.class);

        assertThat(read.name()).isEqualTo(text);
        assertThat(VALIDATOR.validate(new Fields(Name.kept(read.name()))).isEmpty())
                .isEqualTo(HostileValues.FINE_AS_A_NAME.contains(flaw));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isNoAddressNoDomainNoWordNoNumberNoTimeAndNoId(String flaw) {
        var text = HostileValues.texts().getOrDefault(flaw, "");

        assertThat(EmailAddress.parse(text)).isEmpty();
        assertThat(DomainName.parse(text)).isEmpty();
        for (var field : TYPED) {
            assertRefused(field, JSON.writeValueAsString(text));
        }
    }

    @ParameterizedTest
    @MethodSource("notTexts")
    void isNoTextWhereItIsNone(String flaw) {
        var value = HostileValues.notTexts().getOrDefault(flaw, "");

        if (flaw.contains("surrogate")) {
            var read = JSON.readValue(object("name", value), Fields.class);
            assertThat(VALIDATOR.validate(read)).hasSize(1);
        } else {
            assertRefused("name", value);
        }
    }

    private static void assertRefused(String field, String value) {
        assertThatThrownBy(() -> JSON.readValue(object(field, value), Fields.class))
                .as("%s: %s", field, value)
                .isInstanceOf(RuntimeException.class);
    }

    private static String object(String field, String value) {
        return "{\"%s\": %s}".formatted(field, value);
    }

    /** As the application reads. */
    private static JsonMapper json() {
        var setup = new JsonSetup();
        var mapper = JsonMapper.builder().addModule(setup.instants());
        setup.typesAreMeant().customize(mapper);
        return mapper.build();
    }

    /** A field of each type that bodies have. */
    record Fields(
            @PlainText @Nullable String name,
            @Nullable Color color,
            @Nullable Mode mode,
            @Nullable KeyType key,
            @Nullable StreamType stream,
            @Nullable Boolean on,
            @Nullable Integer seconds,
            @Nullable Instant at,
            @Nullable Cuid id) {

        Fields(@Nullable String name) {
            this(name, null, null, null, null, null, null, null, null);
        }
    }
}
