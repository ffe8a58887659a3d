package io.sendyard.delivery;

import java.util.regex.Pattern;

/**
 * The words by which mail servers tell, in their languages, that they haven't delivered a message
 * yet and try again.
 */
final class DelayWords {

    private static final Pattern SUBJECT =
            Pattern.compile("(?:warning|delay|delayed)\\b.*|.*\\bdelayed\\b.*", Pattern.DOTALL);

    /** Read without accents. */
    private static final Pattern TEXT =
            Pattern.compile(
                    String.join(
                            "|",
                            "not yet been delivered|not been delivered\\b.{0,200}\\bafter more than|attempts will continue",
                            "will (?:be )?(?:retried|retry|try again|continue (?:to )?(?:try|be tried)|keep trying)",
                            "still (?:trying|being tried|being retried|in the queue)|warning message only",
                            "(?:do not|don't) need to resend|no action is required|\\bdelivery (?:is |has been |was )?delayed",
                            // German
                            "noch nicht (?:zugestellt|ausgeliefert)|versuchen es weiter|weitere zustellversuche|\\bverzog(?:ert|erung)|\\bverzoegert|erneut versucht",
                            // French
                            "pas encore (?:ete |pu etre )?(?:remis|distribu|delivr|livr)|\\b(?:remise|distribution|livraison) (?:differee|retardee)|nouvelles? tentatives?|\\bmessage retarde",
                            // Spanish
                            "\\b(?:aun|todavia) no .{0,30}\\bentreg|\\bentrega (?:retrasada|demorada|aplazada)|nuevos intentos|\\bse (?:seguira|volvera a) intenta",
                            // Portuguese
                            "\\bainda nao .{0,30}\\bentreg|\\bentrega (?:atrasada|adiada)|novas tentativas|\\bcontinuar\\w{0,5} (?:a )?tenta",
                            // Italian
                            "\\bancora .{0,20}\\b(?:consegnat|recapitat)|\\bconsegna (?:ritardata|differita)|nuovi tentativi|\\bverra ritentat",
                            // Dutch
                            "nog niet (?:worden |kunnen worden )?(?:bezorgd|afgeleverd)|\\bvertraag|nieuwe pogingen|opnieuw geprobeerd",
                            // Swedish, Norwegian, Danish
                            "annu inte .{0,20}lever|\\bfordroj|\\bnya forsok|forsoka igen|(?:enna|endnu) ikke .{0,20}lever|\\bforsinke[lt]|\\bnye forsog?k|prove igen|prover igen",
                            // Finnish
                            "\\bviela (?:toimitettu|voitu toimittaa)|\\bviivasty|yritetaan uudelleen",
                            // Polish, Czech and Slovak
                            "jeszcze (?:dostarczon|doreczon)|\\bopozni|kolejne proby|\\bdosud nebyl|\\bzpozden|dalsi pokusy|\\bzatial neb",
                            // Hungarian, Turkish, Romanian, Croatian
                            "\\bmeg nem .{0,20}kezbesit|\\bkesleltet|\\bkesedel|\\bhenuz .{0,20}(?:edilme|iletilme)|\\bgecik|(?:yeniden|tekrar) dene|\\binca nu a|\\bintarzi|\\bjos nije",
                            // Russian, Ukrainian, Bulgarian, Greek
                            "ещ[её] не|задерж|повторн|отложен|продолж|ще не|затрим|все още не|забав|δεν έχει παραδοθεί ακόμ|καθυστέρ",
                            // Chinese, Japanese, Korean, Arabic, Thai
                            "尚未|还未|還未|延迟|延遲|继续尝试|繼續嘗試|重试|まだ|遅延|再試行|引き続き|아직|지연|다시 시도|تأخ|ล่าช้า|ยังไม่"),
                    Pattern.DOTALL);

    private DelayWords() {}

    static boolean inSubject(String subject) {
        return SUBJECT.matcher(subject).matches() || in(subject);
    }

    static boolean in(String text) {
        return TEXT.matcher(RejectionText.folded(text)).find();
    }
}
