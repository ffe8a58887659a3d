package io.sendyard.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.core.DomainName;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures, verified as a receiver does, with the key that its record tells. */
class DkimSignerTests {

    private static final String MESSAGE =
            """
            From: Ann <ann@acme.example>
            To: bob@globex.example
            Subject: A subject that is
              folded  and spaced
            Date: Mon, 1 Jan 2024 00:00:00 +0000
            Message-ID: <1@acme.example>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            Hello  Bob \t
            .

            Bye


            """
                    .replace("\n", "\r\n");

    private final DkimKeyPair pair = DkimKeyPair.generate();
    private final DomainName domain = new DomainName("acme.example");

    @Test
    void areValidForThisDomainAndSelector() throws Exception {
        var field = sign(MESSAGE);

        assertThat(field).startsWith("DKIM-Signature: ").endsWith("\r\n");
        assertThat(field.replaceAll("\r\n\t", " ").strip()).doesNotContain("\r", "\n");
        assertThat(field)
                .contains("a=rsa-sha256", "c=relaxed/relaxed", "d=acme.example", "s=sy2", "t=1700");
        assertThat(field.lines()).allMatch(line -> line.length() < 998);
        assertThat(verify(field + MESSAGE)).hasSize(1);
    }

    @Test
    void bearWhatRelaxedMeans() throws Exception {
        var field = sign(MESSAGE);

        var rewritten =
                MESSAGE.replace(
                                "Subject: A subject that is\r\n  folded  and",
                                "SUBJECT:A subject that is folded and")
                        .replace("Hello  Bob \t\r\n", "Hello Bob\r\n")
                        .replace("Bye\r\n\r\n\r\n", "Bye\r\n");
        assertThat(rewritten).isNotEqualTo(MESSAGE);
        assertThat(verify(field.replace("\r\n\t", " ") + rewritten)).hasSize(1);
    }

    @Test
    void endWithTheSmallestChange() {
        var field = sign(MESSAGE);

        for (var forged :
                List.of(
                        MESSAGE.replace("Hello", "Hallo"),
                        MESSAGE.replace("A subject", "Another subject"),
                        MESSAGE.replace("ann@acme", "eve@acme"),
                        "From: Eve <eve@acme.example>\r\n" + MESSAGE,
                        "Subject: Pay now\r\n" + MESSAGE,
                        "Reply-To: eve@evil.example\r\n" + MESSAGE,
                        MESSAGE.replace("charset=utf-8", "charset=utf-16"),
                        MESSAGE + "More\r\n")) {
            assertThatThrownBy(() -> verify(field + forged)).isInstanceOf(FailException.class);
        }
    }

    @Test
    void coverMessagesThatAreOddlyMade() throws Exception {
        for (var odd :
                List.of(
                        "From: ann@acme.example\r\n\r\nno line end",
                        "From: ann@acme.example\r\nSubject: Grüße 😀\r\n\r\n😀\r\n")) {
            assertThat(verify(sign(odd) + odd)).as(odd).hasSize(1);
        }
    }

    /** The hash of nothing (RFC 6376 section 3.4.4), which the library verifies otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\n\r\n\r\n", "\r\n \t\r\n"})
    void takeABodyOfBlankLinesForNone(String rest) {
        assertThat(sign("From: ann@acme.example\r\n" + rest))
                .contains("bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;");
    }

    private String sign(String message) {
        return new DkimSigner(domain, "sy2", pair.privateKey())
                .sign(
                        message.getBytes(StandardCharsets.UTF_8),
                        Instant.ofEpochSecond(1_700_000_000));
    }

    private List<?> verify(String message) throws Exception {
        var record = new DkimKeyRecord(pair).value(domain);
        var verifier =
                new DKIMVerifier((methods, selector, name) -> {
                    assertThat(selector).hasToString("sy2");
                    assertThat(name).hasToString("acme.example");
                    return List.of(record);
                });
        return verifier.verify(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
    }

    /** What is published for a pair. */
    private record DkimKeyRecord(DkimKeyPair pair) {

        String value(DomainName domain) {
            return new SenderDomain(1, domain, pair, Instant.EPOCH)
                    .signing()
                    .record(domain)
                    .value();
        }
    }
}
