package io.sendyard.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.EmailAddress;
import io.sendyard.smtp.Credentials;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SmtpServerTests {

    @Test
    void closesOnThoseWhoWait() {
        try (var door = new TestSmtpServer();
                var client = door.program()) {
            var closed = CompletableFuture.runAsync(() -> door.door().close(Duration.ofSeconds(5)));
            assertThat(client.reply()).startsWith("421 4.3.2");
            assertThat(client.isGone()).isTrue();
            closed.join();
            Assertions.assertThatThrownBy(
                            () -> new Socket(InetAddress.getLoopbackAddress(), door.port()))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void takesAMessageInThatIsComingWhenItCloses() throws Exception {
        try (var door = new TestSmtpServer();
                var client = door.program()) {
            client.begin();
            client.send("Subject: x\r\n\r\n");
            var closed = CompletableFuture.runAsync(() -> door.door().close(Duration.ofSeconds(8)));
            Thread.sleep(200);
            assertThat(client.say("Hello\r\n.")).startsWith("250 2.0.0");
            assertThat(client.reply()).startsWith("421 4.3.2");
            assertThat(door.received).hasSize(1);
            closed.join();
        }
    }

    @Test
    void refusesAMessageForNowThatDoesNotEnd() {
        try (var door = new TestSmtpServer();
                var client = door.program()) {
            client.begin();
            client.send("Subject: x\r\n\r\n");
            var closed =
                    CompletableFuture.runAsync(() -> door.door().close(Duration.ofMillis(200)));
            assertThat(client.reply()).startsWith("421 4.3.2");
            client.send("Hello\r\n.\r\n");
            closed.join();
            assertThat(door.received).isEmpty();
            assertThat(door.door().conversations()).isZero();
        }
    }

    @Test
    void waitsForTheAnswerToAMessageThatIsBeingKept() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var door =
                TestSmtpServer.before(
                        new TestMailHandler(false) {
                            @Override
                            public Reply receive(
                                    @Nullable Credentials credentials,
                                    List<EmailAddress> recipients,
                                    byte[] message) {
                                begun.countDown();
                                uninterrupted(goOn);
                                return Reply.OK;
                            }
                        });
        try (var client = RawSmtpClient.at(door.port())) {
            client.say("EHLO client.example");
            client.begin();
            client.send(".\r\n");
            begun.await();
            var closed = CompletableFuture.runAsync(() -> door.close(Duration.ofMillis(100)));
            Thread.sleep(300);
            goOn.countDown();
            assertThat(client.reply()).startsWith("250 2.0.0");
            closed.join();
        }
    }

    @Test
    void turnsAwayWhomItHasNoPlaceFor() {
        try (var door = new TestSmtpServer(limits(2, Duration.ofSeconds(5)));
                var one = door.program();
                var two = door.program();
                var three = RawSmtpClient.silentAt(door.port())) {
            assertThat(three.reply()).startsWith("421 4.3.2");
            assertThat(one.say("NOOP")).startsWith("250");
            assertThat(two.say("QUIT")).startsWith("221");
        }
    }

    @Test
    void strangersWhoOnlyStandThereGiveWay() throws Exception {
        try (var door = new TestSmtpServer(limits(3, Duration.ofSeconds(20)));
                var program = door.program();
                var first = door.client();
                var second = door.client()) {
            Thread.sleep(2_200);
            try (var honest = door.program()) {
                assertThat(first.reply()).startsWith("421 4.3.2");
                assertThat(honest.mail("Hello")).startsWith("250");
            }
            assertThat(program.say("NOOP")).startsWith("250");
            assertThat(second.say("NOOP")).startsWith("250");
        }
    }

    @Test
    void waitsNoLongerForASlowCommand() throws Exception {
        try (var door = new TestSmtpServer(limits(10, Duration.ofMillis(500)));
                var client = door.client()) {
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
        try (var door = new TestSmtpServer(limits(300, Duration.ofSeconds(30)))) {
            for (int i = 0; i < 250; i++) {
                idle.add(door.client());
            }
            try (var client = door.program()) {
                assertThat(client.mail("Hello")).startsWith("250");
            }
        } finally {
            idle.forEach(RawSmtpClient::close);
        }
    }

    private static ServerLimits limits(int connections, Duration stranger) {
        var usual = TestSmtpServer.LIMITS;
        return new ServerLimits(
                usual.size(),
                usual.recipients(),
                connections,
                stranger,
                usual.command(),
                usual.content(),
                usual.pause());
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
