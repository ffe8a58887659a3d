package io.sendyard.smtp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MemoryBudget;
import io.sendyard.smtp.Credentials;
import io.sendyard.submission.TestSmtpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Any input from a client, from its greeting to its messages. */
class ServerSessionFuzzTests {

    private static final String SIGNED_IN = "EHLO a\r\nAUTH PLAIN AGEAYg==\r\n";

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void answersInOrder(byte[] input) throws Exception {
        var said = Fuzzed.stretched(input);
        holds(converse(said));
        holds(converse(joined(SIGNED_IN.getBytes(ISO_8859_1), said)));
    }

    private static String converse(byte[] said) throws Exception {
        var memory = new MemoryBudget(300_000);
        var options =
                new ServerOptions(
                        "mail.example",
                        TestSmtpServer.TLS,
                        false,
                        _ -> true,
                        TestSmtpServer.LIMITS,
                        memory,
                        new Strict());
        var answered =
                Fuzzed.withinLimit(() -> {
                    var pipe = new Pipe(said);
                    new ServerSession(new ServerConnection(pipe), options).run();
                    return pipe.answered();
                });
        assertThat(memory.tryReserve(300_000)).as("all of the room is given back").isTrue();
        return answered;
    }

    private static void holds(String answered) {
        for (var line : answered.split("(?<=\n)(?!$)", -1)) {
            assertThat(line).matches("[2-5][0-9]{2}[ -][\\x20-\\x7E]{0,506}\r\n");
            assertThat(line).as("the log has the fault").doesNotStartWith("421 4.3.0");
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    /** Takes everything, and looks closely at it. */
    private static final class Strict implements MailHandler {

        @Override
        public boolean requiresAuthentication() {
            return true;
        }

        @Override
        public boolean authenticates(Credentials credentials) {
            return true;
        }

        @Override
        public @Nullable Reply refusal(EmailAddress recipient) {
            return null;
        }

        @Override
        public Reply receive(
                SmtpPeer client,
                String reversePath,
                List<EmailAddress> recipients,
                byte[] message) {
            var text = new String(message, ISO_8859_1);
            var lines = text.split("\r\n", -1);
            assertThat(recipients).isNotEmpty().hasSizeLessThanOrEqualTo(10);
            assertThat(message.length).isLessThanOrEqualTo(TestSmtpServer.LIMITS.size());
            assertThat(text).matches("(?s)|.*\r\n");
            for (var line : lines) {
                assertThat(line.length()).isLessThanOrEqualTo(998);
                assertThat(line).doesNotContain("\r", "\n", "\0");
            }
            return Reply.OK;
        }
    }

    /** A connection whose client has sent everything already. */
    private static final class Pipe extends Socket {

        private final ByteArrayInputStream said;
        private final ByteArrayOutputStream answered = new ByteArrayOutputStream();

        Pipe(byte[] said) {
            this.said = new ByteArrayInputStream(said);
        }

        String answered() {
            return answered.toString(ISO_8859_1);
        }

        @Override
        public ByteArrayInputStream getInputStream() {
            return said;
        }

        @Override
        public ByteArrayOutputStream getOutputStream() {
            return answered;
        }

        @Override
        public InetAddress getInetAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void setSoTimeout(int millis) {}

        @Override
        public void shutdownOutput() {}
    }
}
