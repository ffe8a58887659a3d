package io.sendyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import io.sendyard.core.Cuid;
import io.sendyard.core.Name;
import io.sendyard.sender.NewSender;
import io.sendyard.server.DeliverySettings;
import io.sendyard.server.GeneralSettings;
import io.sendyard.server.Mode;
import io.sendyard.server.NewStream;
import io.sendyard.server.StreamWording;
import io.sendyard.server.SuppressionSettings;
import io.sendyard.web.Failure;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of a call that changes something: laid over what is there, or the caller's fault. */
class MergePatchFuzzTests {

    private static final JsonMapper JSON = json();
    private static final MergePatch PATCHES = patches();
    private static final List<Record> CURRENT =
            List.of(
                    new GeneralSettings("Production", null),
                    new DeliverySettings(
                            Mode.LIVE,
                            Cuid.of("cproductionproductionprod"),
                            "links.example.com",
                            true,
                            false),
                    new SuppressionSettings(true, false),
                    new StreamWording("Receipts", "What people bought"),
                    NewStream.blank(),
                    NewSender.blank());

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void areLaidOverWhatIsThere(byte[] input) throws Exception {
        var body = Fuzzed.stretched(input);
        var patch = told(() -> JSON.readValue(body, ObjectNode.class));
        if (patch == null) {
            return;
        }
        for (var current : CURRENT) {
            laidOver(patch, current);
            var group = told(() -> MergePatch.group(patch, "settings"));
            if (group != null) {
                told(() -> MergePatch.within("settings", () -> PATCHES.apply(group, current)));
            }
        }
    }

    private static void laidOver(ObjectNode patch, Record current) throws Exception {
        var result = told(() -> PATCHES.apply(patch, current));
        if (result != null) {
            var before = JSON.valueToTree(current);
            var after = JSON.valueToTree(result);
            for (var field : before.propertyNames()) {
                if (!patch.has(field)) {
                    assertThat(after.get(field)).isEqualTo(before.get(field));
                } else if (!field.equals("trackingDomain")) {
                    // That one is kept by its A-labels.
                    assertThat(kept(after.get(field))).isEqualTo(kept(patch.get(field)));
                }
            }
        }
    }

    /** Nothing written is nothing there. */
    private static @Nullable String kept(JsonNode value) {
        return Name.optional(value.isNull() ? null : value.asString());
    }

    /** What comes of it, or nothing where the caller is told what is wrong with it. */
    private static <T> @Nullable T told(Callable<@Nullable T> trial) throws Exception {
        try {
            return Fuzzed.withinLimit(trial);
        } catch (RuntimeException e) {
            var failure = Failure.of(e);
            assertThat(failure.status().is4xxClientError()).as(e.toString()).isTrue();
            assertThat(failure.sentence()).isNotEmpty().doesNotContain("io.sendyard", "jackson");
            return null;
        }
    }

    private static MergePatch patches() {
        var validator = new LocalValidatorFactoryBean();
        validator.afterPropertiesSet();
        return new MergePatch(JSON, validator);
    }

    /** As the application reads JSON. */
    private static JsonMapper json() {
        var found = new JsonMapper[1];
        new ApplicationContextRunner()
                .withUserConfiguration(setup())
                .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
                .run(context -> found[0] = context.getBean(JsonMapper.class));
        return found[0];
    }

    private static Class<?> setup() {
        try {
            return Class.forName("io.sendyard.web.JsonSetup");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
