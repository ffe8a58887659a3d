package io.sendyard.sender;

import io.sendyard.core.DomainName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A message of 4 KiB signed with RSA of 2,048 bits, hashing and canonical form included. */
@State(Scope.Benchmark)
public class SigningBenchmark {

    private final DkimSigner signer =
            new DkimSigner(
                    new DomainName("acme.example"), "sy1", DkimKeyPair.generate().privateKey());

    private final byte[] message =
            """
            From: Ann <ann@acme.example>
            To: Bob <bob@globex.example>
            Subject: Your receipt
            Message-ID: <1@acme.example>
            Date: Mon, 1 Jan 2024 00:00:00 +0000
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            %s
            """
                    .formatted("word word word word word\n".repeat(160))
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);

    @Benchmark
    public String sign() {
        return signer.sign(message, Instant.EPOCH);
    }
}
