package io.sendyard.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The charsets that mail means by their labels. Senders write {@code gb2312} for GBK and {@code
 * iso-8859-1} for windows-1252, so the labels are read as browsers read them (Encoding Standard of
 * the WHATWG). Labels that the standard doesn't have are those of Java.
 */
public final class CharsetLabels {

    private static final Map<String, Charset> LABELS = read();

    private CharsetLabels() {}

    /** The charset of a label; empty if it is unknown. */
    static Optional<Charset> charset(String label) {
        var key = label.strip().toLowerCase(Locale.ROOT);
        var known = LABELS.get(key);
        return known == null ? javas(key) : Optional.of(known);
    }

    /**
     * Text in a labelled charset. Without a known label, or as ASCII, it is UTF-8, or windows-1252
     * if it isn't valid UTF-8.
     */
    public static String decoded(byte[] octets, @Nullable String label) {
        return Optional.ofNullable(label)
                .filter(name -> !name.strip().equalsIgnoreCase("us-ascii"))
                .flatMap(CharsetLabels::charset)
                .map(charset -> new String(octets, charset))
                .orElseGet(() -> utf8(octets).orElseGet(() -> windows1252(octets)));
    }

    /** The text of valid UTF-8; empty for anything else. */
    static Optional<String> utf8(byte[] octets) {
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            return Optional.of(decoder.decode(ByteBuffer.wrap(octets)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String windows1252(byte[] octets) {
        return new String(octets, Objects.requireNonNull(LABELS.get("windows-1252")));
    }

    private static Optional<Charset> javas(String name) {
        try {
            return Charset.isSupported(name)
                    ? Optional.of(Charset.forName(name))
                    : Optional.empty();
        } catch (IllegalCharsetNameException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Charset> read() {
        var labels = new HashMap<String, Charset>();
        file().lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ", -1))
                .forEach(words ->
                        javas(words[0])
                                .ifPresent(charset -> {
                                    for (int i = 1; i < words.length; i++) {
                                        labels.put(words[i], charset);
                                    }
                                }));
        return Map.copyOf(labels);
    }

    private static String file() {
        try (InputStream in =
                Objects.requireNonNull(
                        CharsetLabels.class.getResourceAsStream("/charset-labels.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
