package io.sendyard.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/**
 * Encoded words (RFC 2047) as what they stand for, in texts of at most 10,000 characters. The
 * library sees only runs of whole ones: over a long text with broken ones it takes minutes.
 */
final class EncodedWords {

    /** Its text goes on to the first end, unless another word begins before. */
    private static final String WORD =
            "=\\?[^?\\s]{1,100}+\\?[bBqQ]\\?(?:[^?=]|\\?(?!=)|=(?!\\?[^=]))*+\\?=";

    /** Encoded words separated only by white space, so that each run is short. */
    private static final Pattern RUN = Pattern.compile(WORD + "(?:\\s*+" + WORD + "){0,100}+");

    /** The charset of a word and its language (RFC 2231 section 5), in front of the encoding. */
    private static final Pattern CHARSET =
            Pattern.compile("=\\?([^?*\\s]{1,100})(?:\\*[^?\\s]*+)?(?=\\?[bBqQ]\\?)");

    /** Longer ones are not decoded, because each unknown word costs a line in the library's log. */
    private static final int MOST = 10_000;

    private EncodedWords() {}

    static String decoded(String text) {
        return text.length() <= MOST && text.contains("=?")
                ? RUN.matcher(text).replaceAll(run -> Matcher.quoteReplacement(one(run.group())))
                : text;
    }

    private static String one(String run) {
        var named = CHARSET.matcher(run).replaceAll(word -> "=?" + charset(word.group(1)));
        return DecoderUtil.decodeEncodedWords(named, DecodeMonitor.SILENT, StandardCharsets.UTF_8);
    }

    private static String charset(String label) {
        return Matcher.quoteReplacement(
                CharsetLabels.charset(label).map(Charset::name).orElse(label));
    }
}
