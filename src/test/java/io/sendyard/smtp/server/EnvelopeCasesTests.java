package io.sendyard.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Cases;
import io.sendyard.submission.TestSmtpServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The reverse paths of {@code envelope.tsv}, and the addresses that submission takes. */
class EnvelopeCasesTests {

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource
    void areAnsweredAsTheirKind(String port, String verb, String argument, List<String> codes) {
        boolean submission = port.equals("submission");
        try (var server =
                        submission
                                ? new TestSmtpServer()
                                : TestSmtpServer.bounces("path@mail.example");
                var client = submission ? server.program() : server.client()) {
            client.say("EHLO client.example");
            if (verb.equals("RCPT")) {
                client.say("MAIL FROM:<app@example.org>");
            }
            var command = verb.equals("MAIL") ? "MAIL FROM:" : "RCPT TO:";
            assertThat(client.say(command + Cases.unescaped(argument)).substring(0, 3)).isIn(codes);
        }
    }

    static Stream<Arguments> areAnsweredAsTheirKind() {
        return Cases.table("envelope.tsv").stream()
                .filter(row ->
                        row.get("verb").equals("MAIL") || row.get("door").equals("submission"))
                .map(row ->
                        Arguments.of(
                                row.get("door"),
                                row.get("verb"),
                                row.get("argument"),
                                List.of(row.get("code").split("/", -1))));
    }
}
