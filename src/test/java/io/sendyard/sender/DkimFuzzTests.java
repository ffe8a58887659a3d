package io.sendyard.sender;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import io.sendyard.core.DomainName;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;

/** Any message that can leave is signed, and the signature is valid. */
class DkimFuzzTests {

    private static final DomainName DOMAIN = new DomainName("acme.example");
    private static final DkimKeyPair PAIR = DkimKeyPair.generate();
    private static final DkimSigner SIGNER = new DkimSigner(DOMAIN, "sy1", PAIR.privateKey());
    private static final PublicKey PUBLIC = publicKey();
    private static final String FROM = "From: a@acme.example\r\n";

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void isSignedAndVerifies(byte[] input) throws Exception {
        var message = FROM + lined(new String(Fuzzed.stretched(input), ISO_8859_1));
        var field = Fuzzed.withinLimit(() -> SIGNER.sign(octets(message), Instant.EPOCH));
        assertThat(field).startsWith("DKIM-Signature: ").endsWith("\r\n");
        assertThat(US_ASCII.newEncoder().canEncode(field)).isTrue();
        assertThat(field).doesNotContainPattern("\r\n[^\t]");
        assertThat(verifies(field, message)).as(field + message).isTrue();
    }

    /** A message as it comes out of its check: each line ended, and each of the header a field. */
    private static String lined(String text) {
        var lines = text.replaceAll("\r\n|[\r\n]", "\n").replace("\0", "").split("\n", -1);
        var message = new StringBuilder();
        boolean body = false;
        for (var line : lines) {
            body |= line.isEmpty();
            boolean fold = !body && line.matches("[ \t].*[\\x21-\\x7E].*");
            boolean field =
                    !body
                            && line.matches(
                                    "(?!(?i:from[ \t]*:))[\\x21-\\x39\\x3B-\\x7E]+[ \t]*+:.*");
            if (body
                    || ((fold || field)
                            && isUtf8(line)
                            && !line.matches(".*[\\x00-\\x08\\x0B-\\x1F\\x7F].*"))) {
                message.append(line).append("\r\n");
            }
        }
        return body ? message.toString() : message + "\r\n";
    }

    private static boolean isUtf8(String line) {
        return Arrays.equals(new String(octets(line), UTF_8).getBytes(UTF_8), octets(line));
    }

    /** As a receiver does it, octet by octet (RFC 6376): nothing of what has signed it is asked. */
    private static boolean verifies(String field, String message) throws Exception {
        var tags = tags(field);
        int end = message.indexOf("\r\n\r\n") + 2;
        var hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(octets(body(message.substring(end + 2))));
        var header =
                new ArrayList<>(List.of(message.substring(0, end).split("(?<=\r\n)(?![ \t])")));
        var signed = new StringBuilder();
        for (var name : tags.getOrDefault("h", "").split(":", -1)) {
            for (int i = header.size() - 1; i >= 0; i--) {
                if (name(header.get(i)).equals(name)) {
                    signed.append(relaxed(header.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        signed.append(relaxed(field.replaceFirst("(?<=[;\\s])b=[^;]*", "b=")));
        var check = Signature.getInstance("SHA256withRSA");
        check.initVerify(PUBLIC);
        check.update(octets(signed.toString()));
        return Base64.getEncoder().encodeToString(hash).equals(tags.get("bh"))
                && check.verify(Base64.getDecoder().decode(tags.getOrDefault("b", "")));
    }

    /** The header's canonical form (section 3.4.2), without a line end. */
    private static String relaxed(String field) {
        int colon = field.indexOf(':');
        var value = field.substring(colon + 1).replace("\r\n", "").replaceAll("[ \t]++", " ");
        return name(field) + ":" + value.strip();
    }

    private static String name(String field) {
        return field.substring(0, field.indexOf(':')).strip().toLowerCase(Locale.ROOT);
    }

    /** The body's canonical form (section 3.4.4). */
    private static String body(String body) {
        var lines = new ArrayList<String>();
        for (var line : body.split("\r\n", -1)) {
            var plain = line.replaceAll("[ \t]++", " ");
            lines.add(plain.endsWith(" ") ? plain.substring(0, plain.length() - 1) : plain);
        }
        while (!lines.isEmpty() && lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines.stream().map(line -> line + "\r\n").collect(Collectors.joining());
    }

    private static Map<String, String> tags(String field) {
        return Arrays.stream(field.substring(field.indexOf(':') + 1).split(";", -1))
                .map(tag -> tag.replaceAll("\\s", ""))
                .filter(tag -> !tag.isEmpty())
                .map(tag -> tag.split("=", 2))
                .collect(Collectors.toMap(tag -> tag[0], tag -> tag[1]));
    }

    private static byte[] octets(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static PublicKey publicKey() {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(
                            new X509EncodedKeySpec(Base64.getDecoder().decode(PAIR.publicKey())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
