package io.sendyard.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import io.sendyard.core.MessageId;
import io.sendyard.core.Refusal;
import io.sendyard.mime.MessageParts;
import io.sendyard.mime.MimeComposer;
import io.sendyard.mime.RawMessage;
import io.sendyard.template.TemplateRendering;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a call that sends: refused, or a message that says what the call said. */
class NewMessageFuzzTests {

    private static final Instant NOW = Instant.parse("2026-03-01T09:05:07Z");
    private static final JsonMapper JSON = json();

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void becomesTheMessageItDescribes(byte[] input) throws Exception {
        var body = Fuzzed.stretched(input);
        try {
            NewMessage wanted = Fuzzed.withinLimit(() -> JSON.readValue(body, NewMessage.class));
            if (wanted != null) {
                holds(wanted, Fuzzed.withinLimit(() -> composed(wanted)));
            }
        } catch (JacksonException e) {
            assertThat(e.getOriginalMessage()).isNotEmpty();
        } catch (Refusal refusal) {
            assertThat(refusal.sentence()).isNotEmpty();
        }
    }

    private static MimeComposer composed(NewMessage wanted) {
        BodyRendering.checkSizes(wanted);
        var attachments = wanted.checkedAttachments();
        var to = AddressList.orNone(wanted.to()).read("to");
        var cc = AddressList.orNone(wanted.cc()).read("cc");
        var bcc = AddressList.orNone(wanted.bcc()).read("bcc");
        var replyTo = AddressList.orNone(wanted.replyTo()).read("replyTo");
        Addressees.of(to, cc, bcc);
        var from = AddressList.one("from", wanted.from());
        Labels.of(wanted.tag(), wanted.metadata(), "tag", "metadata.");
        var headers = CustomHeaders.written(wanted.headers());
        var words = new BodyRendering(new TemplateRendering()).of(wanted);
        return new MimeComposer(
                MessageId.fresh(),
                NOW,
                from,
                to,
                cc,
                replyTo,
                words.subject(),
                words.html(),
                words.text(),
                headers,
                attachments);
    }

    private static void holds(NewMessage wanted, MimeComposer composed) throws Exception {
        var written = Fuzzed.withinLimit(composed::written);
        var mail = RawMessage.read(written);
        assertThat(mail.from()).isEqualTo(composed.from());
        // A space at its end survives only within an encoded word.
        assertThat(mail.subject().strip()).isEqualTo(composed.subject().strip());
        onlyOurFields(mail, wanted.headers());
        var parts = MessageParts.of(written);
        assertThat(parts.attachments()).hasSameSizeAs(composed.attachments());
        assertThat(lines(parts.text())).isEqualTo(lines(composed.text()));
        assertThat(lines(parts.html())).isEqualTo(lines(composed.html()));
    }

    private static String lines(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").replaceAll("\r\n?|\n", "\n").stripTrailing();
    }

    private static void onlyOurFields(
            RawMessage mail, @Nullable Map<String, @Nullable String> headers) {
        var ours =
                List.of(
                        "from",
                        "to",
                        "cc",
                        "reply-to",
                        "subject",
                        "message-id",
                        "date",
                        "mime-version",
                        "content-type",
                        "content-transfer-encoding",
                        "content-disposition",
                        "content-id");
        var theirs =
                (headers == null ? Map.<String, String>of() : headers)
                        .keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        for (var field : mail.header().fields()) {
            var name = field.name().toLowerCase(Locale.ROOT);
            assertThat(ours.contains(name) || theirs.contains(name)).as(name).isTrue();
            assertThat(mail.header().values(name))
                    .hasSizeLessThanOrEqualTo(ours.contains(name) ? 1 : 100);
            assertThat(field.raw()).doesNotContainPattern("\r\n[ \t]*\r\n");
        }
        assertThat(new String(mail.body(), UTF_8)).startsWith("\r\n");
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
