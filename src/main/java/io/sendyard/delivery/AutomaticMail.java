package io.sendyard.delivery;

import io.sendyard.core.Excerpt;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.field.address.LenientAddressParser;

/** The header fields by which mail servers and autoresponders can be recognized. */
final class AutomaticMail {

    private static final int LONGEST = 200;

    /** The whole local part of an address. */
    private static final Pattern DAEMON =
            Pattern.compile(
                    "mailer[-_.]?(?:daemon|demon)|mail[-_.]?daemon|post[-_]?master|mail[-_.]?delivery|mdaemon|bounces?"
                            + "|double-bounce|microsoftexchange[0-9a-f]{8,40}");

    /** The sender of qmail's report about a report. */
    private static final String DOUBLE_BOUNCE = "#@[]";

    /** The whole name before an address. */
    private static final Pattern DAEMON_NAME =
            Pattern.compile(
                    "(?:the )?(?:mail|e-?mail) delivery (?:sub)?(?:system|service)|mail(?:er)?[-_. ]?(?:daemon|demon)|post ?master"
                            + "|(?:mail )?delivery (?:system|subsystem)|system administrator|mail administrator|microsoft exchange");

    private static final Pattern FIELD =
            Pattern.compile(
                    "x-(?:.{0,20}-)?auto-?(?:repl(?:y|ied)|respon[ds]\\w*|generated)(?:-from)?|x-vacation");
    private static final Pattern SUBJECT =
            Pattern.compile(
                    "(?:auto(?:matic|mated)?[ -]?(?:reply|response|respon[ds]er?|answer)|auto:|out[ -]of[ -](?:the[ -])?office"
                            + "|vacation|away from (?:my|the)|on (?:vacation|holiday|leave)|abwesen|automatische (?:antwort|"
                            + "benachrichtigung)|r.{1,2}ponse automatique|absence|respuesta autom|risposta automatica|fuori sede"
                            + "|resposta autom|automatisch antwoord|afwezig|autosvar|automaattinen|automatyczna|\u0430\u0432\u0442\u043e\u043e\u0442\u0432\u0435\u0442"
                            + "|\u81ea\u52a8\u56de\u590d|\u81ea\u52d5).*",
                    Pattern.DOTALL);

    /** Mail that waits until its sender proves to be a person. */
    private static final Pattern CHALLENGE =
            Pattern.compile(
                    "\\bheld\\b|\\bquarantin|\\bcaptcha\\b|\\bchallenge\\b|\\bawaiting (?:approval|moderation|confirm)"
                            + "|\\b(?:click|reply|respond|link|button)\\b.{0,60}\\b(?:confirm|verify|release|approve|prove)"
                            + "|\\b(?:confirm|verify|approve|prove)\\b.{0,40}\\b(?:click|reply|your (?:e-?mail )?address|you (?:are|sent)|human)\\b"
                            + "|\\bzuruckgehalten|\\bbestatigen sie|\\bretenu|\\bconfirmez|\\bretenid|\\bconfirme su|\\btrattenut|\\bconfermare",
                    Pattern.DOTALL);

    private boolean replies;
    private boolean fromDaemon;
    private boolean namesFailed;
    private String failed = "";
    private boolean complaintForm;
    private String subject = "";

    /** Notes a field of the mail's own header. */
    void field(String name, String body) {
        var text = Excerpt.of(body.strip(), LONGEST);
        var shortened = text.toLowerCase(Locale.ROOT);
        var field = name.strip().toLowerCase(Locale.ROOT);
        switch (field) {
            case "auto-submitted" -> replies |= !shortened.startsWith("no");
            case "precedence" -> replies |= shortened.equals("auto_reply");
            case "from" -> fromDaemon |= isDaemonAuthor(text);
            case "x-failed-recipients" -> {
                namesFailed = true;
                failed = text;
            }
            case "x-hmxmroriginalrecipient" -> complaintForm = true;
            case "subject" ->
                    subject =
                            DecoderUtil.decodeEncodedWords(text, DecodeMonitor.SILENT)
                                    .toLowerCase(Locale.ROOT);
            default -> replies |= FIELD.matcher(field).matches();
        }
    }

    /** Whether an envelope sender is a mail server: the empty one, or a daemon's address. */
    static boolean isDaemon(String reversePath) {
        return reversePath.isEmpty()
                || isDaemonAddress(reversePath)
                || reversePath.equals(DOUBLE_BOUNCE);
    }

    /** Whether a mail server wrote it, by the author or the field that Exim adds. */
    boolean fromServer() {
        return fromDaemon || namesFailed;
    }

    /** Whether it names failed recipients, as a field of Exim does. */
    boolean namesFailed() {
        return namesFailed;
    }

    /** Whether an autoresponder wrote it (RFC 3834 and the fields in use before). */
    boolean replies() {
        return replies || SUBJECT.matcher(subject).matches();
    }

    /** Whether it is a complaint in the form of Outlook.com. */
    boolean complains(boolean returnsMessage) {
        return returnsMessage
                && (complaintForm || subject.startsWith("complaint about message from"));
    }

    /** Whether it only tells of a delay. */
    boolean delays(String text) {
        return DelayWords.inSubject(subject) || DelayWords.in(text);
    }

    /** Whether a text asks the sender to confirm the message. */
    static boolean challenges(String text) {
        return CHALLENGE.matcher(RejectionText.folded(text)).find();
    }

    /** Whether the failed recipients that it names are all others than ours. */
    boolean failedElsewhere(MailParties parties) {
        return failed.indexOf('@') > 0
                && Pattern.compile("[\\s,]+")
                        .splitAsStream(failed)
                        .filter(one -> one.indexOf('@') > 0)
                        .noneMatch(one -> parties.address(one) == MailParties.Party.RECIPIENT);
    }

    private static boolean isDaemonAuthor(String field) {
        var author = LenientAddressParser.DEFAULT.parseMailbox(field);
        if (author == null) {
            return false;
        }
        var name = Objects.requireNonNullElse(author.getName(), "").toLowerCase(Locale.ROOT);
        return isDaemonAddress(Objects.requireNonNullElse(author.getLocalPart(), ""))
                || DAEMON_NAME.matcher(name.strip()).matches();
    }

    private static boolean isDaemonAddress(String address) {
        int at = address.lastIndexOf('@');
        var local = at < 0 ? address : address.substring(0, at);
        return DAEMON.matcher(local.replace("\"", "").toLowerCase(Locale.ROOT)).matches();
    }
}
