package io.sendyard.delivery;

import io.sendyard.core.Excerpt;
import io.sendyard.smtp.client.ServerReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * What a message says that came back, as far as it can be told for sure.
 *
 * @param status the code of RFC 3463 that it names
 * @param replyCode of the host that refused
 * @param text what that host said, or the kind of complaint
 * @param reporter the host that reports
 */
record BounceReport(
        Kind kind,
        @Nullable String status,
        @Nullable Integer replyCode,
        @Nullable String text,
        @Nullable String reporter) {

    private static final int MOST_PARTS = 50;
    private static final int DEEPEST = 5;
    private static final int LONGEST_REPORT = 64 * 1024;
    private static final int LONGEST_HOST = 253;
    private static final Pattern STATUS = Pattern.compile("([245]\\.[0-9]{1,3}\\.[0-9]{1,3}).*");
    private static final Pattern REPLY_CODE = Pattern.compile("([2-5][0-9]{2})(?![0-9]).*");

    /** Parses under limits; what can't be parsed is no report. */
    static BounceReport read(byte[] message) {
        var config =
                MimeConfig.custom()
                        .setMaxLineLen(10_000)
                        .setMaxHeaderLen(20_000)
                        .setMaxHeaderCount(500)
                        .setMalformedHeaderStartsBody(true)
                        .build();
        var tokens = new MimeTokenStream(config);
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        try {
            tokens.parse(new ByteArrayInputStream(message));
            return read(tokens);
        } catch (IOException | MimeException | RuntimeException e) {
            return other(Kind.OTHER);
        }
    }

    private static BounceReport read(MimeTokenStream tokens) throws IOException, MimeException {
        int parts = 0;
        int depth = 0;
        boolean automatic = false;
        for (var state = tokens.getState();
                state != EntityState.T_END_OF_STREAM && parts < MOST_PARTS && depth <= DEEPEST;
                state = tokens.next()) {
            switch (state) {
                case T_START_MULTIPART -> depth++;
                case T_END_MULTIPART -> depth--;
                case T_START_BODYPART -> parts++;
                case T_FIELD ->
                        automatic |=
                                depth == 0
                                        && isAutomatic(
                                                tokens.getField().getName(),
                                                tokens.getField().getBody());
                case T_BODY -> {
                    var report = part(tokens);
                    if (report != null) {
                        return report;
                    }
                }
                default -> {}
            }
        }
        return other(automatic ? Kind.AUTO_REPLY : Kind.OTHER);
    }

    private static @Nullable BounceReport part(MimeTokenStream tokens) throws IOException {
        var type = tokens.getBodyDescriptor().getMimeType().toLowerCase(Locale.ROOT);
        boolean delivery =
                type.equals("message/delivery-status")
                        || type.equals("message/global-delivery-status");
        if (!delivery && !type.equals("message/feedback-report")) {
            return null;
        }
        var octets = tokens.getDecodedInputStream().readNBytes(LONGEST_REPORT);
        var text = new String(octets, StandardCharsets.UTF_8);
        return delivery ? ofDelivery(text) : ofComplaint(fields(text));
    }

    /** One block for the message and one for each recipient; ours had but one (RFC 3464). */
    private static BounceReport ofDelivery(String text) {
        var blocks = text.replace("\r\n", "\n").strip().split("\n[ \t]*\n", -1);
        var reporter = fields(blocks[0]).get("reporting-mta");
        for (var block : blocks) {
            var fields = fields(block);
            var action = fields.getOrDefault("action", "").toLowerCase(Locale.ROOT);
            if (action.startsWith("failed")) {
                return failed(fields, reporter);
            }
            if (!action.isEmpty()) {
                return other(Kind.DELAYED);
            }
        }
        return other(Kind.OTHER);
    }

    private static BounceReport failed(Map<String, String> fields, @Nullable String reporter) {
        var said = afterType(fields.getOrDefault("diagnostic-code", ""));
        var status = STATUS.matcher(fields.getOrDefault("status", ""));
        var code = REPLY_CODE.matcher(said);
        var host = fields.getOrDefault("remote-mta", reporter == null ? "" : reporter);
        return new BounceReport(
                Kind.FAILED,
                status.matches() ? status.group(1) : null,
                code.matches() ? Integer.valueOf(code.group(1)) : null,
                said.isEmpty() ? "It was returned as undeliverable." : ServerReply.shown(said),
                host(host));
    }

    private static BounceReport ofComplaint(Map<String, String> fields) {
        var type = fields.getOrDefault("feedback-type", "").toLowerCase(Locale.ROOT);
        if (type.isEmpty() || type.equals("not-spam")) {
            return other(Kind.OTHER);
        }
        return new BounceReport(
                Kind.COMPLAINT,
                null,
                null,
                "Feedback type: " + ServerReply.shown(type),
                host(fields.getOrDefault("reporting-mta", "")));
    }

    private static Map<String, String> fields(String block) {
        var fields = new HashMap<String, String>();
        var unfolded = block.replace("\r\n", "\n").replaceAll("\n[ \t]+", " ");
        for (var line : unfolded.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                var name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                fields.putIfAbsent(name, line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    /** {@code smtp; 550 5.1.1 …} without the type of what follows. */
    private static String afterType(String value) {
        return value.substring(value.indexOf(';') + 1).strip();
    }

    private static @Nullable String host(String value) {
        var name = ServerReply.shown(afterType(value));
        return name.isEmpty() ? null : Excerpt.of(name, LONGEST_HOST);
    }

    private static boolean isAutomatic(String name, @Nullable String value) {
        var said = value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "auto-submitted" -> !said.startsWith("no");
            case "x-autoreply", "x-autorespond" -> true;
            case "precedence" -> said.equals("auto_reply");
            default -> false;
        };
    }

    private static BounceReport other(Kind kind) {
        return new BounceReport(kind, null, null, null, null);
    }

    /** What kinds of things come back. */
    enum Kind {
        /** Permanently undeliverable. */
        FAILED,
        /** It is on its way, or arrived. */
        DELAYED,
        COMPLAINT,
        /** An automatic reply, such as a vacation notice. */
        AUTO_REPLY,
        OTHER
    }
}
