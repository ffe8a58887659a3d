package io.sendyard.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is a recipient at the port for bounces. */
class BounceHandlerTests {

    @ParameterizedTest
    @CsvSource({
        "<postmaster>, 250",
        "<Postmaster>, 250",
        "<postmaster@mail.example>, 250",
        "<\"postmaster\"@mail.example>, 250",
        "<postmaster@elsewhere.example>, 550",
        "<bounces+token@mail.example>, 250",
        "<@relay.test:bounces+token@mail.example>, 250",
        "'<@relay.test,@other.test:bounces+token@mail.example>', 250",
        "bounces+token@mail.example, 250",
        "<@relay.test:other@mail.example>, 550",
        "<webmaster>, 553"
    })
    void takesReturnPathsAndPostmaster(String path, String code) {
        try (var returns = TestSmtpServer.bounces("bounces+token@mail.example");
                var client = returns.client()) {
            client.say("EHLO mx.example");
            client.say("MAIL FROM:<>");
            assertThat(client.say("RCPT TO:" + path)).startsWith(code);
        }
    }

    @Test
    void discardsMailForPostmaster() {
        try (var returns = TestSmtpServer.bounces("bounces+token@mail.example");
                var client = returns.client()) {
            client.say("EHLO mx.example");
            client.say("MAIL FROM:<>");
            client.say("RCPT TO:<postmaster>");
            client.say("DATA");
            assertThat(client.say("Subject: x\r\n\r\nx\r\n.")).startsWith("250");
            assertThat(returns.received).isEmpty();
        }
    }
}
