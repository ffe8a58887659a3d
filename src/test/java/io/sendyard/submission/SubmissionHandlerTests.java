package io.sendyard.submission;

import static io.sendyard.submission.TestSmtpServer.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.apikey.KeyType;
import io.sendyard.apikey.Program;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.core.Secret;
import io.sendyard.smtp.Credentials;
import io.sendyard.smtp.server.SmtpPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

class SubmissionHandlerTests {

    @ParameterizedTest
    @MethodSource("answers")
    void saysNoSoThatTheClientKnowsWhatToDo(RuntimeException no, String answer) {
        assertThat(answerTo(no)).isEqualTo(answer);
    }

    @Test
    void saysEachSentenceInAsciiAndInLinesOf512Octets() {
        var sentence = "“Größe” … " + "word ".repeat(300) + "x".repeat(600) + "\r\n250 forged";
        assertThat(answerTo(Refusal.invalid("subject", sentence)).split("\r\n"))
                .hasSizeGreaterThan(3)
                .allSatisfy(line ->
                        assertThat(line)
                                .hasSizeLessThan(510)
                                .matches("554[- ]5\\.6\\.0 \\p{ASCII}*"))
                .satisfies(lines ->
                        assertThat(lines[0]).startsWith("554-5.6.0 subject: \"Gr??e\" ... word"));
    }

    private static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        Refusal.invalid("from", "Verify acme.example first."),
                        "550 5.7.1 from: Verify acme.example first.\r\n"),
                Arguments.of(Refusal.forbidden("No."), "550 5.7.1 No.\r\n"),
                Arguments.of(Refusal.planLimit("Enough."), "550 5.7.1 Enough.\r\n"),
                Arguments.of(
                        Refusal.invalid("to", "Nobody there."), "550 5.1.0 to: Nobody there.\r\n"),
                Arguments.of(Refusal.invalid("size", "Too large."), "552 5.3.4 Too large.\r\n"),
                Arguments.of(
                        Refusal.invalid("Subject", "Has a NUL."),
                        "554 5.6.0 Subject: Has a NUL.\r\n"),
                Arguments.of(new NotFound(), "554 5.6.0 There is nothing at this address.\r\n"),
                Arguments.of(
                        new DataAccessResourceFailureException(
                                "gone", new SQLException("x", "08006")),
                        later()),
                Arguments.of(new CannotCreateTransactionException("gone"), later()),
                Arguments.of(new IllegalStateException("a bug"), later()),
                Arguments.of(
                        new DataAccessResourceFailureException(
                                "full", new SQLException("x", "53100")),
                        full()),
                Arguments.of(
                        new UncheckedIOException(new IOException("No space left on device")),
                        full()));
    }

    private static String later() {
        return "451 4.3.0 It could not be kept, try again later\r\n";
    }

    private static String full() {
        return "452 4.3.1 No space left to keep it, try again later\r\n";
    }

    private static String answerTo(RuntimeException no) {
        var handler =
                new SubmissionHandler(
                        _ -> Optional.of(new Program(TestSmtpServer.SERVER, KeyType.SEND_ONLY)),
                        (_, _, _, _) -> {
                            throw no;
                        },
                        new TraceClauses("mail.example", false));
        var reply =
                handler.receive(
                        new SmtpPeer(
                                "client.example",
                                true,
                                InetAddress.getLoopbackAddress(),
                                false,
                                new Credentials(KEY, Secret.of(KEY))),
                        "ada@example.com",
                        List.of(EmailAddress.parse("ada@example.com").orElseThrow()),
                        new byte[0]);
        return new String(reply.encoded(), StandardCharsets.US_ASCII);
    }
}
