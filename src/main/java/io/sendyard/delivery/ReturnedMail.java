package io.sendyard.delivery;

import io.sendyard.core.EmailAddress;
import io.sendyard.mime.CharsetLabels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/** Reads mail that came back by a return path, within limits on parts, depth and text. */
final class ReturnedMail {

    private static final int MOST_PARTS = 50;
    private static final int DEEPEST = 5;
    private static final int LONGEST = 64 * 1024;

    private final String reversePath;
    private final EmailAddress recipient;
    private final AutomaticMail header = new AutomaticMail();
    private String type = "";
    private @Nullable String text;
    private @Nullable String deliveryStatus;
    private @Nullable String feedback;
    private boolean returnsMessage;

    private ReturnedMail(String reversePath, EmailAddress recipient) {
        this.reversePath = reversePath;
        this.recipient = recipient;
    }

    /**
     * Reads a mail.
     *
     * @param reversePath the argument of MAIL FROM; empty for the null sender
     * @param recipient whose return path it came back by
     */
    static BounceReport read(String reversePath, EmailAddress recipient, byte[] mail) {
        var reading = new ReturnedMail(reversePath, recipient);
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
            tokens.parse(new ByteArrayInputStream(mail));
            reading.walk(tokens);
        } catch (IOException | MimeException | RuntimeException e) {
            // What was read until here counts.
        }
        return reading.report();
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
            case "message/rfc822", "message/global" -> returnsMessage = true;
            case "text/plain" -> text = text == null ? content(tokens) : text;
            default -> {}
        }
    }

    private BounceReport report() {
        boolean formal = type.equals("multipart/report");
        boolean fromServer = AutomaticMail.isDaemon(reversePath);
        if (deliveryStatus != null && (formal || (fromServer && !answers()))) {
            return DeliveryStatus.ofDelivery(deliveryStatus, recipient, described());
        }
        if (formal) {
            return feedback == null
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
        return fromServer
                ? returned(new ReturnedText(Objects.requireNonNullElse(text, ""), recipient))
                : BounceReport.of(BounceReport.Kind.NONE);
    }

    /** A mail server marks its reports as automatic too. */
    private boolean answers() {
        boolean server = header.fromServer() || readable().isQsbmf();
        return header.replies() && !(server && AutomaticMail.isDaemon(reversePath));
    }

    private BounceReport returned(ReturnedText readable) {
        if (header.delays(readable.own())) {
            return BounceReport.of(BounceReport.Kind.NONE);
        }
        boolean known = readable.isQsbmf() || header.namesFailed();
        return readable.said()
                .filter(said -> known || (header.fromServer() && BounceClassifier.recognizes(said)))
                .map(said ->
                        new BounceReport(
                                BounceReport.Kind.FAILED,
                                null,
                                ReturnedText.replyCode(said).orElse(null),
                                BounceReport.shown(said),
                                null,
                                false))
                .orElse(BounceReport.of(BounceReport.Kind.RETURNED, readable.own()));
    }

    private @Nullable String described() {
        return readable().said().orElse(null);
    }

    private ReturnedText readable() {
        return new ReturnedText(Objects.requireNonNullElse(text, ""), recipient);
    }

    private static String mimeType(MimeTokenStream tokens) {
        return tokens.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
    }

    private static String content(MimeTokenStream tokens) throws IOException {
        var octets = tokens.getDecodedInputStream().readNBytes(LONGEST);
        return CharsetLabels.decoded(octets, tokens.getBodyDescriptor().getCharset());
    }
}
