package io.sendyard.message;

import io.sendyard.core.PlainText;
import io.sendyard.core.Refusal;
import io.sendyard.mime.RawMessage;
import io.sendyard.template.TemplateRendering;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.codec.EncoderUtil.Usage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the words of a message: what was given, with the variables filled in. */
@Component
class BodyRendering {

    private static final int MOST_IN_TEXT = 5 * 1024 * 1024;

    private final TemplateRendering rendering;

    BodyRendering(TemplateRendering rendering) {
        this.rendering = rendering;
    }

    /**
     * Refuses what is too large before anything is done with it.
     *
     * @throws Refusal at {@code html}, {@code text} or {@code subject}
     */
    static void checkSizes(NewMessage wanted) {
        checkSize("html", wanted.html());
        checkSize("text", wanted.text());
        checkSize("subject", wanted.subject());
    }

    /**
     * The words as they go out.
     *
     * @throws Refusal where there are none, where a template is broken or its result can't be taken
     */
    Words of(NewMessage wanted) {
        if (wanted.template() != null) {
            throw Refusal.invalid("template", "There is no template with this id or alias.");
        }
        if (isEmpty(wanted.html()) && isEmpty(wanted.text())) {
            throw Refusal.invalid("text", "Give html, text or both.");
        }
        var variables = wanted.variables();
        return new Words(
                subject(filled("subject", wanted.subject(), variables)),
                body("html", wanted.html(), variables),
                body("text", wanted.text(), variables));
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private @Nullable String body(
            String field,
            @Nullable String text,
            @Nullable Map<String, @Nullable Object> variables) {
        if (isEmpty(text)) {
            return null;
        }
        var body = filled(field, text, variables);
        checkSize(field, body);
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(body)) {
            throw Refusal.invalid(field, "This has half a character in it (a lone surrogate).");
        }
        return body;
    }

    private String filled(
            String field,
            @Nullable String text,
            @Nullable Map<String, @Nullable Object> variables) {
        if (text == null) {
            return "";
        }
        if (variables == null) {
            return text;
        }
        return field.equals("html")
                ? rendering.html(field, text, variables)
                : rendering.text(field, text, variables);
    }

    private static String subject(String subject) {
        if (PlainText.PlainTextValidator.hides(subject)) {
            throw Refusal.invalid(
                    "subject",
                    "Line breaks, control characters and hidden marks can't be used here.");
        }
        boolean ascii = subject.chars().allMatch(letter -> letter < 0x80);
        var encoded = ascii ? subject : EncoderUtil.encodeEncodedWord(subject, Usage.TEXT_TOKEN, 9);
        if (encoded.length() > RawMessage.MOST_IN_SUBJECT) {
            throw Refusal.invalid("subject", "A subject can have 998 octets, encoded.");
        }
        return subject;
    }

    private static void checkSize(String field, @Nullable String text) {
        if (text != null
                && (text.length() > MOST_IN_TEXT
                        || text.getBytes(StandardCharsets.UTF_8).length > MOST_IN_TEXT)) {
            throw Refusal.invalid(field, "This can have 5 MiB.");
        }
    }

    /** What people will read. */
    record Words(String subject, @Nullable String html, @Nullable String text) {}
}
