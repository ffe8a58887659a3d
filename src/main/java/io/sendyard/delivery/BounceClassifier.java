package io.sendyard.delivery;

import io.sendyard.message.BounceClass;
import io.sendyard.smtp.client.SmtpStage;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a rejection is retried, and what it is about. Only if it is surely the address
 * does it count as a hard bounce, after which the address is suppressed.
 */
final class BounceClassifier {

    private static final BounceRules RULES = BounceRules.load();

    private final MailParties parties;

    BounceClassifier(MailParties parties) {
        this.parties = parties;
    }

    /** Fails if the rules can't be read, so that the start does and not the first bounce. */
    static BounceRules rules() {
        return RULES;
    }

    /**
     * Whether no retry follows. The first digit of the reply decides, whatever the enhanced code
     * says (RFC 5321 section 4.2.1); without a reply, the enhanced code does.
     */
    boolean permanent(
            @Nullable Integer replyCode, @Nullable String enhancedCode, @Nullable String text) {
        if (replyCode == null) {
            return enhancedCode != null && enhancedCode.startsWith("5");
        }
        return replyCode / 100 == 5
                && match(replyCode, enhancedCode, text).bounceClass() != BounceClass.TRANSIENT;
    }

    /**
     * The class of a permanent rejection.
     *
     * @param stage null if a report tells of the rejection
     * @param text what the mail server said; null if the rejection is ours
     */
    BounceClass classify(
            @Nullable SmtpStage stage,
            @Nullable Integer replyCode,
            @Nullable String enhancedCode,
            @Nullable String text) {
        var found = match(replyCode, enhancedCode, text).bounceClass();
        // Before the recipient was named, nothing can be wrong with it.
        boolean early = stage != null && stage.compareTo(SmtpStage.RECIPIENT) < 0;
        return switch (found) {
            case HARD -> early ? BounceClass.SENDER : BounceClass.HARD;
            case TRANSIENT -> BounceClass.SOFT;
            case SOFT, BLOCK, SENDER, AUTO_REPLY -> found;
        };
    }

    /**
     * The class of a failure that a report tells of. The mailbox that a list or an alias forwards
     * to says little about the recipient.
     */
    BounceClass classify(BounceReport report) {
        var found = classify(null, report.replyCode(), report.status(), report.text());
        return found == BounceClass.HARD && report.elsewhere() ? BounceClass.SOFT : found;
    }

    /** Whether a rule recognizes anything in a text. */
    boolean recognizes(String text) {
        return match(null, null, text).specific();
    }

    /** Whether a rule recognizes that a text is about the recipient. */
    boolean recognizesRecipient(String text) {
        var row = match(null, null, text);
        return row.specific()
                && (row.bounceClass() == BounceClass.HARD || row.bounceClass() == BounceClass.SOFT);
    }

    private BounceRules.Row match(
            @Nullable Integer replyCode, @Nullable String enhancedCode, @Nullable String text) {
        return RULES.match(RejectionText.line(parties, replyCode, enhancedCode, text));
    }
}
