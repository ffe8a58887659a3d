package io.sendyard.smtp.client;

import org.jspecify.annotations.Nullable;

/**
 * A message was not accepted, or not certainly: because of a reply, the network or a limit of ours.
 */
public final class SmtpFailure extends Exception {

    private final SmtpStage stage;
    private final @Nullable ServerReply reply;
    private final String enhancedCode;

    private SmtpFailure(
            SmtpStage stage, @Nullable ServerReply reply, String enhancedCode, String sentence) {
        super(sentence);
        this.stage = stage;
        this.reply = reply;
        this.enhancedCode = enhancedCode;
    }

    /** The other side said no. */
    static SmtpFailure refused(SmtpStage stage, ServerReply reply) {
        var code = reply.enhancedCode();
        var own = reply.code() / 100 == 5 ? "5.0.0" : "4.0.0";
        return new SmtpFailure(stage, reply, code == null ? own : code, reply.text());
    }

    /** The connection broke, was too slow, or what came was no SMTP. */
    static SmtpFailure broken(SmtpStage stage, String sentence) {
        return new SmtpFailure(
                stage,
                null,
                stage == SmtpStage.CONNECT ? "4.4.1" : "4.4.2",
                ServerReply.clipped(sentence));
    }

    /** We can't, or must not, go on with this host. */
    static SmtpFailure own(SmtpStage stage, String enhancedCode, String sentence) {
        return new SmtpFailure(stage, null, enhancedCode, sentence);
    }

    public SmtpStage stage() {
        return stage;
    }

    /** The mail server's reply; null if there was no valid one. */
    public @Nullable ServerReply reply() {
        return reply;
    }

    /** The reply's enhanced code; if it has none, ours for what happened (RFC 3463). */
    public String enhancedCode() {
        return enhancedCode;
    }

    /** A sentence for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** Whether no other message can follow on the connection: it broke, or the reply was 421. */
    public boolean endsConnection() {
        return reply == null ? isTransient() : reply.closes();
    }

    /** Whether another mail server can be tried at once: none can have the message yet. */
    public boolean otherHostMayTry() {
        return stage.beforeMessage() || (reply == null && stage != SmtpStage.END && isTransient());
    }

    private boolean isTransient() {
        return enhancedCode.startsWith("4");
    }
}
