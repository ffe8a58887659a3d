package io.sendyard.delivery;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rejection in the form that {@link BounceRules} read: in lower case, without accents, with words
 * in place of links, addresses and host names, because words inside those are no evidence, but
 * whose they are is.
 */
final class RejectionText {

    private static final int LONGEST = 4_000;
    private static final int STORAGE_EXCEEDED = 552;

    private static final Pattern ACCENTS = Pattern.compile("(?<=[a-z])\\p{M}{1,4}");
    private static final Pattern LINK = Pattern.compile("(?:https?://|www\\.)[^\\s<>\"]{1,500}");
    private static final Pattern ADDRESS =
            Pattern.compile("<?([^\\s<>@\"',;:()\\[\\]{}]{1,64}@(?:[a-z0-9_-]{1,63}\\.?){1,20})>?");
    private static final Pattern IP =
            Pattern.compile(
                    "(?<![\\d.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\d]|\\.\\d)|\\[(?:ipv6:)?[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*\\]"
                            + "|(?<![\\w:.])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6}::"
                            + "(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?)(?![\\w:])");

    /** Exchange names its conditions like hosts: {@code RESOLVER.ADR.RecipientNotFound}. */
    private static final Pattern HOST =
            Pattern.compile(
                    "(?<![\\w.-])(?!resolver\\.|storedrv\\.|transport\\.|routing\\.|queue\\.|smtpsend\\.)"
                            + "(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\\.){1,10}[a-z]{2,20}(?![\\w.-]?\\w)");

    private static final Pattern CODE =
            Pattern.compile("(?<![\\w.])#?([245])\\.([0-7])\\.(\\d{1,3})(?![\\w]|\\.\\d)");

    /** The host that a reporter was talking to. */
    private static final Pattern PEER =
            Pattern.compile(
                    "\\bhost (?:[\\w.-]{1,80}) ?\\[ ?ip ?\\](?: said)?:?|\\bip does not like recipient\\.?"
                            + "|\\bgiving up on (?:ip|(?:other)?host)\\.?|\\bconnected to (?:ip|(?:other)?host) but\\b"
                            + "|\\bremote server \\( ?ip ?\\)|\\(?(?:ultimately )?generated from address ?\\)?"
                            + "|\\btranscript of session follows"
                            + "|, from=\\W{0,2}ours\\W{0,2}to=\\W{0,2}address\\W{0,2}proto=\\w+ helo=\\W{0,2}ours\\W{0,2}");

    /** Advice: where to read more, a contact, a new address. It gives no reason. */
    private static final Pattern POINTER =
            Pattern.compile(
                    "\\b(?:our|the) (?:[\\w-]{1,20} ){0,3}(?:polic(?:y|ies)|guidelines|terms|rules"
                            + "|requirements|conditions)[ ,:-]{0,3}(?:(?:is|are|at|on|in|see|here|under"
                            + "|found|read)[ ,:-]{1,3}){0,3}link"
                            + "|\\b(?:policy: )?(?:contact|notify|ask|inform) (?:the |your |our )?"
                            + "(?:sender|postmaster|administrator|help ?desk|support|elsewhere)\\b"
                            + "|\\bsenders?,? please (?:check|correct|verify)"
                            + "|\\b(?:please )?try elsewhere|(?<=\\bmoved )to elsewhere");

    /** Letters that have no accent to take away. */
    private static final Map<String, String> LETTERS =
            Map.of(
                    "\u0131", "i", "\u0142", "l", "\u00f8", "o", "\u0111", "d", "\u00df", "ss",
                    "\u00e6", "ae", "\u0153", "oe");

    private RejectionText() {}

    /**
     * Writes a rejection as {@code <reply code> <enhanced codes> ; <text>}. Codes inside the text
     * are the mail server's own; the one that was given beside it counts only if there are none.
     */
    static String line(
            MailParties parties,
            @Nullable Integer replyCode,
            @Nullable String enhancedCode,
            @Nullable String text) {
        var codes = new ArrayList<String>();
        var plain = plain(parties, text == null ? "" : text, codes);
        if (codes.stream().noneMatch(RejectionText::specific) && enhancedCode != null) {
            boolean derived =
                    enhancedCode.equals("5.2.2")
                            && replyCode != null
                            && replyCode == STORAGE_EXCEEDED;
            // Sendmail turns each 552 into 5.2.2, whatever the mail server meant by it.
            codes.add(derived ? "5.0.0" : enhancedCode);
        }
        var line = new StringBuilder(replyCode == null ? "" : replyCode.toString());
        codes.stream().distinct().forEach(code -> line.append(' ').append(code));
        return line.append(" ; ").append(plain).toString();
    }

    /** In lower case and, where the letters are Latin, without accents. */
    static String folded(String text) {
        var apart = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        var folded =
                Normalizer.normalize(ACCENTS.matcher(apart).replaceAll(""), Normalizer.Form.NFC);
        for (var letter : LETTERS.entrySet()) {
            folded = folded.replace(letter.getKey(), letter.getValue());
        }
        return folded;
    }

    private static String plain(MailParties parties, String text, List<String> codes) {
        var shorter = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var plain = folded(shorter);
        plain = plain.replace('\u2019', '\'').replace(';', ',');
        plain =
                LINK.matcher(plain)
                        .replaceAll(
                                link -> IP.matcher(link.group()).find() ? " iplink " : " link ");
        plain =
                ADDRESS.matcher(plain)
                        .replaceAll(address ->
                                switch (parties.address(address.group(1))) {
                                    case RECIPIENT -> " address ";
                                    case OURS -> " ours ";
                                    case OTHER -> " elsewhere ";
                                });
        plain = IP.matcher(plain).replaceAll(" ip ");
        var code = CODE.matcher(plain);
        while (code.find()) {
            codes.add(code.group(1) + "." + code.group(2) + "." + code.group(3));
        }
        plain =
                HOST.matcher(code.replaceAll(" "))
                        .replaceAll(host ->
                                switch (parties.host(host.group())) {
                                    case RECIPIENT -> " host ";
                                    case OURS -> " ours ";
                                    case OTHER -> " otherhost ";
                                });
        plain = plain.replaceAll("\\s{1,100}", " ").strip();
        return POINTER.matcher(PEER.matcher(plain).replaceAll(" ")).replaceAll(" ").strip();
    }

    private static boolean specific(String code) {
        return !code.endsWith(".0.0");
    }
}
