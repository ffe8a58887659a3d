package io.sendyard.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.EmailAddress;
import io.sendyard.submission.RawSmtpClient;
import io.sendyard.submission.TestSmtpServer;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class SmtpServerTests {

    @Test
    void closesOnThoseWhoWait() {
        try (var server = new TestSmtpServer();
                var client = server.program()) {
            var closed =
                    CompletableFuture.runAsync(() -> server.server().close(Duration.ofSeconds(5)));
            assertThat(client.reply()).startsWith("421 4.3.2");
            assertThat(client.isGone()).isTrue();
            closed.join();
            Assertions.assertThatThrownBy(
                            () -> new Socket(InetAddress.getLoopbackAddress(), server.port()))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void takesAMessageInThatIsComingWhenItCloses() throws Exception {
        try (var server = new TestSmtpServer();
                var client = server.program()) {
            client.begin();
            client.send("Subject: x\r\n\r\n");
            var closed =
                    CompletableFuture.runAsync(() -> server.server().close(Duration.ofSeconds(8)));
            Thread.sleep(200);
            assertThat(client.say("Hello\r\n.")).startsWith("250 2.0.0");
            assertThat(client.reply()).startsWith("421 4.3.2");
            assertThat(server.received).hasSize(1);
            closed.join();
        }
    }

    @Test
    void refusesAMessageForNowThatDoesNotEnd() {
        try (var server = new TestSmtpServer();
                var client = server.program()) {
            client.begin();
            client.send("Subject: x\r\n\r\n");
            var closed =
                    CompletableFuture.runAsync(() -> server.server().close(Duration.ofMillis(200)));
            assertThat(client.reply()).startsWith("421 4.3.2");
            client.send("Hello\r\n.\r\n");
            closed.join();
            assertThat(server.received).isEmpty();
            assertThat(server.server().sessions()).isZero();
        }
    }

    @Test
    void waitsForTheAnswerToAMessageThatIsBeingKept() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var server =
                TestSmtpServer.before(
                        new TestMailHandler(false) {
                            @Override
                            public Reply receive(
                                    SmtpPeer client,
                                    String reversePath,
                                    List<EmailAddress> recipients,
                                    byte[] message) {
                                begun.countDown();
                                uninterrupted(goOn);
                                return Reply.OK;
                            }
                        });
        try (var client = RawSmtpClient.at(server.port())) {
            client.say("EHLO client.example");
            client.begin();
            client.send(".\r\n");
            begun.await();
            var closed = CompletableFuture.runAsync(() -> server.close(Duration.ofMillis(100)));
            Thread.sleep(300);
            goOn.countDown();
            assertThat(client.reply()).startsWith("250 2.0.0");
            closed.join();
        }
    }

    @Test
    void rejectsClientsBeyondItsLimit() {
        try (var server = new TestSmtpServer(limits(2, Duration.ofSeconds(5)));
                var one = server.program();
                var two = server.program();
                var three = RawSmtpClient.silentAt(server.port())) {
            assertThat(three.reply()).startsWith("421 4.3.2");
            assertThat(one.say("NOOP")).startsWith("250");
            assertThat(two.say("QUIT")).startsWith("221");
        }
    }

    @Test
    void strangersWhoOnlyStandThereGiveWay() throws Exception {
        try (var server = new TestSmtpServer(limits(3, Duration.ofSeconds(20)));
                var program = server.program();
                var first = server.client();
                var second = server.client()) {
            Thread.sleep(2_200);
            try (var honest = server.program()) {
                assertThat(first.reply()).startsWith("421 4.3.2");
                assertThat(honest.mail("Hello")).startsWith("250");
            }
            assertThat(program.say("NOOP")).startsWith("250");
            assertThat(second.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void waitsNoLongerForASlowCommand() throws Exception {
        try (var server = new TestSmtpServer(limits(10, Duration.ofMillis(500)));
                var client = server.client()) {
            for (int i = 0; i < 4; i++) {
                client.send("N");
                Thread.sleep(100);
            }
            assertThat(client.reply()).startsWith("421 4.4.2");
            assertThat(client.isGone()).isTrue();
        }
    }

    @Test
    void servesTheHonestWhileManyStandThere() {
        var idle = new ArrayList<RawSmtpClient>();
        try (var server = new TestSmtpServer(limits(300, Duration.ofSeconds(30)))) {
            for (int i = 0; i < 250; i++) {
                idle.add(server.client());
            }
            try (var client = server.program()) {
                assertThat(client.mail("Hello")).startsWith("250");
            }
        } finally {
            idle.forEach(RawSmtpClient::close);
        }
    }

    private static ServerLimits limits(int connections, Duration unauthenticatedTimeout) {
        var usual = TestSmtpServer.LIMITS;
        return new ServerLimits(
                usual.size(),
                usual.recipients(),
                connections,
                unauthenticatedTimeout,
                usual.commandTimeout(),
                usual.messageTimeout(),
                usual.rejectedKeyDelay());
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
