package io.sendyard.delivery;

import io.sendyard.core.Excerpt;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** The header fields by which mail servers and autoresponders can be recognized. */
final class AutomaticMail {

    private static final int LONGEST = 200;

    private static final Pattern DAEMON =
            Pattern.compile(
                    "(?:.{0,200}[<\\s\"(])?(?:mailer[-_.]?(?:daemon|demon)|mail[-_.]?daemon|post[-_]?master|"
                            + "mail[-_.]?delivery|mdaemon|bounces?|double-bounce|microsoftexchange[0-9a-f]{8,40})@?.{0,200}");
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
    private static final Pattern DELAY =
            Pattern.compile(
                    "not yet been delivered|attempts will continue|will (?:be )?(?:retried|retry|continue to (?:try|be tried)|keep trying)"
                            + "|still (?:trying|being tried|being retried|in the queue)|warning message only|(?:do not|don't) need to resend");

    private boolean replies;
    private boolean fromDaemon;
    private boolean namesFailed;
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
            case "from" -> fromDaemon |= DAEMON.matcher(shortened).matches();
            case "x-failed-recipients" -> namesFailed = true;
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
                || DAEMON.matcher(reversePath.toLowerCase(Locale.ROOT)).matches();
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
        return subject.matches("(?:warning|delay|delayed)\\b.*|.*\\bdelayed\\b.*")
                || DELAY.matcher(text.toLowerCase(Locale.ROOT)).find();
    }
}
