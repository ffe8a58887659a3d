package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Mail;
import io.sendyard.PathIds;
import io.sendyard.Routes;
import io.sendyard.Routes.Route;
import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.apikey.KeyType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** HEAD on every route that takes GET: the same answer without a body (RFC 9110 9.3.2). */
@SendyardTest
class HeadTests {

    /** Those that differ with each answer, and those that are only known from the body. */
    private static final Set<String> VOLATILE =
            Set.of("date", "set-cookie", "transfer-encoding", "ratelimit-remaining");

    @Autowired World world;
    @Autowired Mail mail;
    @Autowired PathIds pathIds;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @LocalServerPort int port;

    private Visitor ada = Visitor.at(0);

    @BeforeEach
    void signIn() {
        ada = Visitor.at(port);
        ada.signIn(world.ada().email());
    }

    @Test
    void isAnsweredAsGetIs() {
        var ids = pathIds.of(world.production(), world.ada());
        var cookie = "Cookie: sendyard=%s\r\n".formatted(ada.session().orElseThrow());
        var bearer = "Authorization: %s\r\n".formatted(world.bearer(world.ada()));
        var all = new SoftAssertions();
        for (var route : gets()) {
            for (var who : List.of(route.api() ? bearer : cookie, "")) {
                same(
                        all,
                        route.path(ids)
                                + (route.pattern().endsWith("attachment") ? "?number=1" : ""),
                        who);
            }
        }
        var page = ada.get("/email/servers").body();
        var style = page.replaceAll("(?s).*href=\"(/css/[^\"]+)\".*", "$1");
        for (var file : List.of(style, "/favicon.svg", "/css/nothing.css", "/actuator/health")) {
            same(all, file, "");
        }
        all.assertAll();
    }

    @Test
    void isAllowedWhereGetIs() {
        var key = world.key(world.production(), KeyType.SEND_ONLY).secret().reveal();
        var message = mail.of(world.production()).content("Subject: Hi\n\nHello").save();
        var all = new SoftAssertions();

        same(all, "/v1/messages/" + message, "Authorization: Bearer %s\r\n".formatted(key));
        all.assertAll();
    }

    private void same(SoftAssertions all, String path, String headers) {
        var get = new TreeMap<>(head("GET", path, headers));
        var head = new TreeMap<>(head("HEAD", path, headers));
        if (!head.containsKey("content-length")) {
            get.remove("content-length");
        }
        all.assertThat(head).as("%s %s", path, headers).isEqualTo(get);
    }

    /** The headers of an answer, and its status; to HEAD there must not be more. */
    private Map<String, String> head(String method, String path, String headers) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            var request =
                    "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
                            .formatted(method, path, headers);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var reader =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var answer = new TreeMap<String, String>();
            answer.put("status", reader.readLine());
            for (var line = reader.readLine();
                    line != null && !line.isEmpty();
                    line = reader.readLine()) {
                var header = line.split(": ", 2);
                answer.merge(header[0].toLowerCase(Locale.ROOT), header[1], (a, b) -> a + ", " + b);
            }
            if (method.equals("HEAD")) {
                assertThat(reader.readLine()).as("The body of HEAD %s", path).isNull();
            }
            answer.keySet().removeAll(VOLATILE);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        }
    }

    private List<Route> gets() {
        var gets = Routes.of(mapping).stream().filter(route -> !route.changes()).toList();
        assertThat(gets).hasSizeGreaterThan(20);
        return gets;
    }
}
