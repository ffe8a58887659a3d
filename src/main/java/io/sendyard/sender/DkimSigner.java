package io.sendyard.sender;

import io.sendyard.core.DomainName;
import io.sendyard.core.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.api.Headers;
import org.apache.james.jdkim.exceptions.FailException;
import org.jspecify.annotations.Nullable;

/**
 * Signs a domain's messages with RSA and SHA-256, relaxed in header and body (RFC 6376 section
 * 3.4). Fields that recipients see are signed once more than they occur, so that no one can add
 * another.
 */
final class DkimSigner {

    private static final String FIELDS =
            String.join(
                    ":",
                    "from:from:to:to:cc:cc:subject:subject:date:date:reply-to:reply-to",
                    "message-id:message-id:in-reply-to:references:mime-version:mime-version",
                    "content-type:content-type:content-transfer-encoding:content-transfer-encoding",
                    "list-unsubscribe:list-unsubscribe:list-unsubscribe-post:list-unsubscribe-post");

    private static final byte[] END_OF_HEADER = {'\r', '\n', '\r', '\n'};
    private static final Pattern FIELD_END = Pattern.compile("\r\n(?![ \t])");

    /** White space between tags may be any, since it is signed as one space. */
    private static final String LINE_BREAK = ";\r\n\t";

    private final DomainName domain;
    private final String selector;
    private final Secret secret;
    private volatile @Nullable PrivateKey key;

    DkimSigner(DomainName domain, String selector, Secret secret) {
        this.domain = domain;
        this.selector = selector;
        this.secret = secret;
    }

    /** The field to put in front of a message, ended with CRLF. */
    String sign(byte[] message, Instant now) {
        int end = endOfHeader(message);
        int body = Math.min(end + END_OF_HEADER.length, message.length);
        var template =
                "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s; t=%d; h=%s; bh=; b=;"
                        .formatted(domain, selector, now.getEpochSecond(), FIELDS);
        var signer = new DKIMSigner(template, privateKey());
        try {
            var hasher = signer.newBodyHasher(signer.newSignatureRecordTemplate(template));
            // Relaxed, nothing is left of blank lines, for which the library would write one.
            if (!isBlank(message, body)) {
                try (var content = hasher.getOutputStream()) {
                    content.write(message, body, message.length - body);
                }
            }
            var field = signer.sign(Fields.of(message, end), hasher);
            return field.replace("; ", LINE_BREAK) + "\r\n";
        } catch (IOException | FailException e) {
            throw new IllegalStateException("A message can't be signed", e);
        }
    }

    /** Read when it is needed first; the same one if two do so at the same time. */
    private PrivateKey privateKey() {
        var known = key;
        if (known == null) {
            known = DkimKeyPair.read(secret);
            key = known;
        }
        return known;
    }

    private static boolean isBlank(byte[] message, int from) {
        for (int i = from; i < message.length; i++) {
            if (" \t\r\n".indexOf(message[i]) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int endOfHeader(byte[] message) {
        for (int i = 0; i + END_OF_HEADER.length <= message.length; i++) {
            if (message[i] == '\r'
                    && message[i + 1] == '\n'
                    && message[i + 2] == '\r'
                    && message[i + 3] == '\n') {
                return i;
            }
        }
        return message.length;
    }

    /** The fields of a message's header, in their order, folded as they are. */
    private record Fields(List<String> all) implements Headers {

        static Fields of(byte[] message, int end) {
            var header = new String(message, 0, end, StandardCharsets.UTF_8);
            return new Fields(List.of(FIELD_END.split(header)));
        }

        @Override
        public List<String> getFields() {
            return all;
        }

        @Override
        public List<String> getFields(String name) {
            var found = new ArrayList<String>();
            for (var field : all) {
                int colon = field.indexOf(':');
                if (colon > 0 && field.substring(0, colon).strip().equalsIgnoreCase(name)) {
                    found.add(field);
                }
            }
            return found;
        }
    }
}
