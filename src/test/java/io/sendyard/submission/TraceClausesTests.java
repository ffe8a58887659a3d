package io.sendyard.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.Secret;
import io.sendyard.smtp.Credentials;
import io.sendyard.smtp.server.SmtpPeer;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceClausesTests {

    private static final Credentials KEY = new Credentials("key", Secret.of("key"));

    @Test
    void sayNothingOfTheClient() {
        assertThat(
                        new TraceClauses("mail.example", false)
                                .clauses(peer("[192.0.2.7]", "192.0.2.7")))
                .isEqualTo("from unknown by mail.example with ESMTPSA");
    }

    @ParameterizedTest
    @CsvSource({
        "client.example, 192.0.2.7, client.example ([192.0.2.7])",
        "[192.0.2.7], 192.0.2.7, [192.0.2.7] ([192.0.2.7])",
        "host_1, 2001:db8::1, host_1 ([IPv6:2001:db8:0:0:0:0:0:1])",
        "a (b) c, 192.0.2.7, unknown ([192.0.2.7])",
        "bücher.example, 192.0.2.7, unknown ([192.0.2.7])",
        "a; by evil.example, 192.0.2.7, unknown ([192.0.2.7])"
    })
    void nameTheClientIfTheOperatorWants(String hello, String address, String from) {
        assertThat(new TraceClauses("mail.example", true).clauses(peer(hello, address)))
                .isEqualTo("from %s by mail.example with ESMTPSA".formatted(from));
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, true, ESMTPSA",
        "true, false, true, ESMTPA",
        "true, true, false, ESMTPS",
        "true, false, false, ESMTP",
        "false, false, false, SMTP"
    })
    void nameTheProtocol(boolean extended, boolean encrypted, boolean key, String protocol) {
        var address = InetAddress.getLoopbackAddress();
        var peer = new SmtpPeer("x", extended, address, encrypted, key ? KEY : null);

        assertThat(peer.protocol()).isEqualTo(protocol);
    }

    private static SmtpPeer peer(String hello, String address) {
        return new SmtpPeer(hello, true, InetAddress.ofLiteral(address), true, KEY);
    }
}
