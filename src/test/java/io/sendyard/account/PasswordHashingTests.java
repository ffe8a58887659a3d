package io.sendyard.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.core.ClientAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.password.PasswordEncoder;

@Timeout(60)
class PasswordHashingTests {

    private final SlowEncoder encoder = new SlowEncoder();
    private final PasswordHashing hashing = new PasswordHashing(encoder);
    private final List<Thread> clients = new ArrayList<>();

    @AfterEach
    void finish() throws InterruptedException {
        encoder.go.release(1_000);
        for (var client : clients) {
            client.join();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "4, 3", "16, 15"})
    void leavesACoreToEverythingElse(int cores, int places) {
        assertThat(PasswordHashing.places(cores)).isEqualTo(places);
    }

    @Test
    void runsFewAtOnceAndRefusesOthersByHostThenByNetworkThenAll() throws Exception {
        assertThat(admitted("192.0.2.1", 10)).isEqualTo(4);
        assertThat(admitted("192.0.2.2", 10)).isEqualTo(4);
        assertThat(admitted("192.0.2.3", 10)).isZero();
        assertThat(admitted("2001:db8::1", 2)).isEqualTo(2);
        assertThat(admitted("2001:db8::2", 10)).isEqualTo(2);
        assertThat(admitted("198.51.100.1", 10)).isZero();

        finish();
        assertThat(encoder.hashes).hasValue(12);
        assertThat(encoder.most.get())
                .isLessThanOrEqualTo(
                        PasswordHashing.places(Runtime.getRuntime().availableProcessors()));
        assertThat(admitted("192.0.2.3", 1)).isEqualTo(1);
    }

    @Test
    void aFloodFromManyNetworksKeepsNobodyOutWhoSignedInBefore() throws Exception {
        hashing.succeeded(ClientAddress.of("192.0.2.7"));
        for (int i = 0; i < 50; i++) {
            admitted("10.0." + i + ".1", 1);
        }

        assertThat(admitted("203.0.113.1", 1)).isZero();
        assertThat(admitted("192.0.2.8", 10)).isEqualTo(4);
        assertThat(admitted("192.0.2.9", 10)).isZero();
        assertThat(admitted("203.0.113.1", 1)).isZero();
    }

    @Test
    void admitsOthersAfterAnAttemptThatFails() {
        var client = ClientAddress.of("192.0.2.1");
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() ->
                            hashing.attempt(
                                    client,
                                    () -> {
                                        throw new IllegalStateException("Wrong");
                                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    /** How many of these attempts are admitted, to run or wait. */
    private int admitted(String address, int attempts) throws InterruptedException {
        int admitted = 0;
        for (int i = 0; i < attempts; i++) {
            var refused = new AtomicBoolean();
            var client = Thread.ofPlatform().start(() -> attempt(address, refused));
            clients.add(client);
            while (client.getState() != Thread.State.WAITING && client.isAlive()) {
                Thread.sleep(1);
            }
            admitted += refused.get() ? 0 : 1;
        }
        return admitted;
    }

    private void attempt(String address, AtomicBoolean refused) {
        try {
            hashing.attempt(ClientAddress.of(address), () -> hashing.matches("x", "y"));
        } catch (SignInRefused e) {
            assertThat(e.pause()).isPositive();
            refused.set(true);
        }
    }

    /** Counts the hashes, and ends none before it is told to. */
    private static class SlowEncoder implements PasswordEncoder {

        private final Semaphore go = new Semaphore(0);
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger hashes = new AtomicInteger();

        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            hashes.incrementAndGet();
            go.acquireUninterruptibly();
            running.decrementAndGet();
            return false;
        }
    }
}
