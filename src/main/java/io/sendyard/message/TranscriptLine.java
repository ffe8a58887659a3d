package io.sendyard.message;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of an SMTP conversation.
 *
 * @param millis since the attempt began; null if unknown
 * @param side {@code S} for the mail server and {@code C} for Sendyard; empty for a note, or if
 *     unknown
 */
public record TranscriptLine(@Nullable String millis, String side, String text) {

    private static final Pattern FORM = Pattern.compile("\\s*(\\d+)?\\s*([SC*])(?::? )?(.*)");

    static TranscriptLine of(String line) {
        var parts = FORM.matcher(line);
        return parts.matches()
                ? new TranscriptLine(
                        parts.group(1), parts.group(2).replace("*", ""), parts.group(3))
                : new TranscriptLine(null, "", line);
    }
}
