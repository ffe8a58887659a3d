package io.sendyard.delivery;

import io.sendyard.mime.CharsetLabels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads mail that came back by a return path, within limits on parts, depth and text. */
final class ReturnedMail {

    private static final Logger LOG = LoggerFactory.getLogger(ReturnedMail.class);
    private static final int MOST_PARTS = 50;
    private static final int DEEPEST = 5;
    private static final int LONGEST = 64 * 1024;

    private final String reversePath;
    private final MailParties parties;
    private final BounceClassifier classifier;
    private final AutomaticMail header = new AutomaticMail();
    private String type = "";
    private @Nullable String text;
    private @Nullable String deliveryStatus;
    private @Nullable String feedback;
    private boolean returnsMessage;

    private ReturnedMail(String reversePath, MailParties parties) {
        this.reversePath = reversePath;
        this.parties = parties;
        classifier = new BounceClassifier(parties);
    }

    /**
     * Reads a mail.
     *
     * @param reversePath the argument of MAIL FROM; empty for the null sender
     * @param parties with the recipient whose return path it came back by
     */
    static BounceReport read(String reversePath, MailParties parties, byte[] mail) {
        var reading = new ReturnedMail(reversePath, parties);
        var config =
                MimeConfig.custom()
                        .setMaxLineLen(-1)
                        .setMaxHeaderLen(20_000)
                        .setMaxHeaderCount(500)
                        .setMalformedHeaderStartsBody(true)
                        .build();
        var tokens = new MimeTokenStream(config);
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        try {
            int start = afterMboxLine(mail);
            tokens.parse(new ByteArrayInputStream(mail, start, mail.length - start));
            reading.walk(tokens);
        } catch (IOException | MimeException | RuntimeException e) {
            // What was read until here counts.
        }
        try {
            return reading.report();
        } catch (RuntimeException e) {
            // Rejected, the same mail would only come again.
            LOG.warn("Returned mail can't be read", e);
            return BounceReport.of(BounceReport.Kind.RETURNED);
        }
    }

    /** Some systems leave the line in that mailbox files put before each message (RFC 4155). */
    private static int afterMboxLine(byte[] mail) {
        int start = 0;
        if (new String(mail, 0, Math.min(5, mail.length), StandardCharsets.US_ASCII)
                .equals("From ")) {
            while (start < mail.length && mail[start++] != '\n') {}
        }
        return start;
    }

    private void walk(MimeTokenStream tokens) throws IOException, MimeException {
        int parts = 0;
        int depth = 0;
        for (var state = tokens.getState();
                state != EntityState.T_END_OF_STREAM && parts < MOST_PARTS && depth <= DEEPEST;
                state = tokens.next()) {
            switch (state) {
                case T_START_MULTIPART -> {
                    type = depth == 0 ? mimeType(tokens) : type;
                    depth++;
                }
                case T_END_MULTIPART -> depth--;
                case T_START_BODYPART -> parts++;
                case T_FIELD -> {
                    if (depth == 0) {
                        var body = tokens.getField().getBody();
                        header.field(tokens.getField().getName(), body == null ? "" : body);
                    }
                }
                case T_BODY -> part(tokens, depth);
                default -> {}
            }
        }
    }

    private void part(MimeTokenStream tokens, int depth) throws IOException {
        var part = mimeType(tokens);
        boolean direct = depth <= 1;
        switch (part) {
            case "message/delivery-status", "message/global-delivery-status" ->
                    deliveryStatus =
                            deliveryStatus == null && direct ? content(tokens) : deliveryStatus;
            case "message/feedback-report" ->
                    feedback = feedback == null && direct ? content(tokens) : feedback;
            case "message/rfc822",
                    "message/global",
                    "text/rfc822-headers",
                    "message/global-headers" ->
                    returnsMessage = true;
            case "text/plain" -> text = text == null ? content(tokens) : text;
            default -> {}
        }
    }

    private BounceReport report() {
        boolean formal = type.equals("multipart/report");
        boolean fromServer = AutomaticMail.isDaemon(reversePath);
        // Forwarding can change the envelope's sender, but not the author.
        boolean reports = formal && (fromServer || header.fromServer());
        if (deliveryStatus != null && (reports || (fromServer && !answers()))) {
            return DeliveryStatus.ofDelivery(deliveryStatus, parties, described());
        }
        if (formal) {
            return feedback == null || !(returnsMessage || fromServer)
                    ? BounceReport.of(BounceReport.Kind.NONE)
                    : DeliveryStatus.ofFeedback(feedback);
        }
        if (header.complains(returnsMessage && type.equals("multipart/mixed"))) {
            return BounceReport.of(BounceReport.Kind.COMPLAINT, "Complaint to Outlook.com");
        }
        if (answers()) {
            return BounceReport.of(
                    BounceReport.Kind.AUTO_REPLY, Objects.requireNonNullElse(text, ""));
        }
        return fromServer ? returned(readable()) : BounceReport.of(BounceReport.Kind.NONE);
    }

    /** A mail server marks its reports as automatic too. */
    private boolean answers() {
        boolean server = header.fromServer() || readable().isQsbmf();
        return header.replies() && !(server && AutomaticMail.isDaemon(reversePath));
    }

    private BounceReport returned(ReturnedText readable) {
        if (header.delays(readable.beginning())) {
            return BounceReport.of(BounceReport.Kind.NONE);
        }
        if (AutomaticMail.challenges(readable.beginning())) {
            return BounceReport.of(BounceReport.Kind.AUTO_REPLY, readable.own());
        }
        boolean known = readable.isQsbmf() || header.namesFailed();
        return readable.said()
                .filter(said -> known || (header.fromServer() && tellsFailure(said.text())))
                .map(this::failure)
                .orElse(BounceReport.of(BounceReport.Kind.RETURNED, readable.own()));
    }

    /** In a text without a form, only a reply or a word about the recipient tells of a failure. */
    private boolean tellsFailure(String said) {
        return ReturnedText.hasReply(said)
                ? classifier.recognizes(said)
                : classifier.recognizesRecipient(said);
    }

    private BounceReport failure(ReturnedText.Said said) {
        return new BounceReport(
                BounceReport.Kind.FAILED,
                null,
                ReturnedText.replyCode(said.text()).orElse(null),
                BounceReport.shown(said.text()),
                null,
                said.elsewhere() || header.failedElsewhere(parties));
    }

    private @Nullable String described() {
        return readable()
                .said()
                .filter(said -> !said.elsewhere())
                .map(ReturnedText.Said::text)
                .filter(classifier::recognizes)
                .orElse(null);
    }

    private ReturnedText readable() {
        return new ReturnedText(Objects.requireNonNullElse(text, ""), parties);
    }

    private static String mimeType(MimeTokenStream tokens) {
        return tokens.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
    }

    private static String content(MimeTokenStream tokens) throws IOException {
        var octets = tokens.getDecodedInputStream().readNBytes(LONGEST);
        return CharsetLabels.decoded(octets, tokens.getBodyDescriptor().getCharset());
    }
}
