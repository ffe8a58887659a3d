package io.sendyard.delivery;

import io.sendyard.message.BounceClass;
import io.sendyard.smtp.client.SmtpStage;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a refusal is about. Only where it is surely the address does it count as a hard bounce,
 * after which the address is not mailed again.
 */
final class BounceClassifier {

    private static final int SERVICE_NOT_AVAILABLE = 421;
    private static final int MAILBOX_UNAVAILABLE = 550;

    /** Details of RFC 3463 that say that there is no such mailbox or domain, or it is shut. */
    private static final Set<String> NO_SUCH_ADDRESS =
            Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

    private static final Pattern ABOUT_US =
            Pattern.compile(
                    "spam|block|black ?list|deny|denied|polic|reputation|\\bspf\\b|\\bdkim\\b|dmarc|\\brbl\\b"
                            + "|dnsbl|listed|spamhaus|virus|malware|unsolicited|not authori[sz]ed|relay|content");

    private static final Pattern NOBODY_THERE =
            Pattern.compile(
                    "no such (user|mailbox|recipient|address|account|person)|no mailbox"
                            + "|(user|mailbox|recipient|address|account)( is)? (unknown|not found|does ?n.t exist|does not exist|not exist|invalid|inactive|disabled)"
                            + "|(unknown|invalid|nonexistent|non-existent) (local|user|mailbox|recipient|address|account)"
                            + "|does not exist|doesn't exist|no longer (exists|available|valid)|nobody (here )?(by|with) that name");

    private BounceClassifier() {}

    /** Whether another try may help: the enhanced code decides, and without one the reply's. */
    static boolean permanent(@Nullable Integer replyCode, @Nullable String enhancedCode) {
        if (replyCode != null && replyCode == SERVICE_NOT_AVAILABLE) {
            return false;
        }
        if (enhancedCode != null && !enhancedCode.startsWith("2") && !isNothing(enhancedCode)) {
            return enhancedCode.startsWith("5");
        }
        return replyCode == null ? isFive(enhancedCode) : replyCode / 100 == 5;
    }

    /** The class of a permanent refusal. */
    static BounceClass classify(
            @Nullable SmtpStage stage,
            @Nullable Integer replyCode,
            @Nullable String enhancedCode,
            @Nullable String text) {
        var found = byCode(enhancedCode);
        if (found == null) {
            found = byText(replyCode, text == null ? "" : text.toLowerCase(Locale.ROOT));
        }
        // Before the recipient was named, nothing can be wrong with it.
        boolean early = stage != null && stage.compareTo(SmtpStage.RECIPIENT) < 0;
        return early && found == BounceClass.HARD ? BounceClass.BLOCK : found;
    }

    private static @Nullable BounceClass byCode(@Nullable String enhancedCode) {
        if (enhancedCode == null || isNothing(enhancedCode)) {
            return null;
        }
        if (NO_SUCH_ADDRESS.contains(enhancedCode)) {
            return BounceClass.HARD;
        }
        var subject = enhancedCode.substring(2, enhancedCode.lastIndexOf('.'));
        return switch (subject) {
            case "6", "7" -> BounceClass.BLOCK;
            case "2", "3", "4", "5" -> BounceClass.SOFT;
            default -> null;
        };
    }

    private static BounceClass byText(@Nullable Integer replyCode, String text) {
        if (ABOUT_US.matcher(text).find()) {
            return BounceClass.BLOCK;
        }
        boolean plain = replyCode == null || replyCode == MAILBOX_UNAVAILABLE;
        return plain && NOBODY_THERE.matcher(text).find() ? BounceClass.HARD : BounceClass.SOFT;
    }

    /** {@code 5.0.0} says no more than the reply's own code. */
    private static boolean isNothing(String enhancedCode) {
        return enhancedCode.endsWith(".0.0");
    }

    private static boolean isFive(@Nullable String enhancedCode) {
        return enhancedCode != null && enhancedCode.startsWith("5");
    }
}
