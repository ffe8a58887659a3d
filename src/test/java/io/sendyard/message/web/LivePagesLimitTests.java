package io.sendyard.message.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.account.Person;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Pages of one person that follow the log at the same time. */
@SendyardTest
class LivePagesLimitTests {

    private static final int OF_A_PERSON = 10;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Autowired World world;
    @LocalServerPort int port;

    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (var socket : open) {
            socket.close();
        }
        open.clear();
    }

    @Test
    void areBoundedUntilSomeOfThemAreClosed() throws IOException {
        var ada = cookie(world.ada());
        var ben = cookie(world.ben());
        for (int i = 0; i < OF_A_PERSON; i++) {
            assertThat(follow(ada)).startsWith("HTTP/1.1 200 ");
        }

        assertThat(follow(ada)).startsWith("HTTP/1.1 429 ").contains("Retry-After: 30\n");
        assertThat(follow(ben)).startsWith("HTTP/1.1 200 ");

        close();
        var end = Instant.now().plus(LONGEST);
        var answer = follow(ada);
        while (answer.startsWith("HTTP/1.1 429 ") && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
            answer = follow(ada);
        }
        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    /** The head of the answer to a page that is not the first, so that it has nothing to say. */
    private String follow(String cookie) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        open.add(socket);
        socket.setSoTimeout(10_000);
        var request =
                "GET /email/servers/%s/activity/live HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n\r\n"
                        .formatted(world.production().cuid(), cookie);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var reader =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        var head = new StringBuilder();
        for (var line = reader.readLine();
                line != null && !line.isEmpty();
                line = reader.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    private String cookie(Person person) {
        var visitor = Visitor.at(port);
        visitor.signIn(person.email());
        return "sendyard=" + visitor.session().orElseThrow();
    }
}
