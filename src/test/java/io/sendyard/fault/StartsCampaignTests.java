package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.system.Launch;
import io.sendyard.system.Place;
import io.sendyard.system.RunningSendyard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar is started again and again while clients use its ports from the first moment.
 * Threads that all wait for the lock of a nested jar would answer nobody any more.
 */
@Tag("campaign")
class StartsCampaignTests {

    private static final int STARTS = Integer.getInteger("sendyard.test.starts", 25);
    private static final int CLIENTS_EACH = 12;
    private static final Duration UNTIL_HEALTH_IS_ASKED = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BREATH = Duration.ofMillis(20);

    @TempDir Path folder;

    @Test
    void answersAfterEachStart() throws Exception {
        var hung = new ArrayList<String>();
        int httpPort = Node.freePort();
        int submissionPort = Node.freePort();
        try (var place = Place.in(folder.resolve("data"))) {
            for (int start = 0; start < STARTS; start++) {
                try (var running =
                                RunningSendyard.begin(
                                        place,
                                        Launch.PACKAGED,
                                        "server.port=" + httpPort,
                                        "sendyard.submission.port=" + submissionPort);
                        var _ = new Clients(httpPort, submissionPort)) {
                    running.waitUntil(running::hasStarted);
                    Thread.sleep(UNTIL_HEALTH_IS_ASKED);
                    if (!isHealthy(running)) {
                        hung.add("start %d: %s".formatted(start, running.threads(folder)));
                    }
                    var began = Instant.now();
                    int status = running.end();
                    System.out.printf(
                            "Start %d of %d: hung %d, ended with %d after %d ms%n",
                            start + 1,
                            STARTS,
                            hung.size(),
                            status,
                            Duration.between(began, Instant.now()).toMillis());
                }
            }
        }
        assertThat(hung).isEmpty();
    }

    /** A page, its API and its health, each of which needs other classes. */
    private static void ask(int port) throws IOException {
        for (var path : new String[] {"/sign-in", "/v1/servers", "/actuator/health"}) {
            try (var client = Plain.from("127.0.0.1", port)) {
                client.send(
                        "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .formatted(path));
                client.reply();
            }
        }
    }

    private static void greet(int port) throws IOException {
        try (var client = Plain.from("127.0.0.1", port)) {
            client.reply();
            client.ask("EHLO client.example");
            client.ask("AUTH PLAIN AGFkYQB3cm9uZw==");
            client.ask("QUIT");
        }
    }

    private static boolean isHealthy(RunningSendyard running) {
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:%d/actuator/health"
                                                    .formatted(running.port())))
                            .timeout(PATIENCE)
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Clients that call again and again, whether anybody listens or not. */
    private static final class Clients implements AutoCloseable {

        private final ExecutorService threads = Executors.newCachedThreadPool();
        private volatile boolean over;

        Clients(int httpPort, int submissionPort) {
            for (int i = 0; i < CLIENTS_EACH; i++) {
                threads.execute(() -> repeat(() -> ask(httpPort)));
                threads.execute(() -> repeat(() -> greet(submissionPort)));
            }
        }

        private void repeat(Call call) {
            while (!over) {
                try {
                    call.make();
                } catch (IOException nobodyListens) {
                    // Not yet, or not any more.
                }
                LockSupport.parkNanos(BREATH.toNanos());
            }
        }

        @Override
        public void close() {
            over = true;
            threads.close();
        }
    }

    /** What a client does once. */
    private interface Call {

        void make() throws IOException;
    }
}
