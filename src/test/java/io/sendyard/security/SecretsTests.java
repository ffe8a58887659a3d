package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sendyard.SendyardTest;
import io.sendyard.Tables;
import io.sendyard.Visitor;
import io.sendyard.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All secrets, after each feature was used once. */
@SendyardTest
class SecretsTests {

    private static final Pattern SECRET =
            Pattern.compile(
                    "(pt_(live|test)_|txk_(live|test)_|txa_)[0-9a-z]{32,}|eyJ[\\w.-]{100,}");
    private static final String NEW_PASSWORD = "a password of the second day";

    @Autowired World world;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Set<String> secrets = new LinkedHashSet<>();

    @BeforeEach
    void listen() {
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        root().detachAppender(log);
    }

    @Test
    void areInNoLogAndNoTable() {
        useEverything();

        assertThat(secrets).hasSizeGreaterThanOrEqualTo(8);
        for (var line : List.copyOf(log.list)) {
            assertThat(line.getFormattedMessage() + line.getThrowableProxy())
                    .doesNotContain(secrets);
        }
        var tables = new Tables(jdbc);
        for (var table : tables.names()) {
            for (var row : tables.rows(table)) {
                row.forEach((column, value) ->
                        assertThat(text(value)).as("%s.%s", table, column).doesNotContain(secrets));
            }
        }
    }

    private void useEverything() {
        var ada = Visitor.at(port);
        secrets.addAll(List.of(World.PASSWORD, NEW_PASSWORD));
        ada.get("/email/servers?token=none");
        ada.signIn(world.ada().email());
        var jwt = "Bearer " + kept(login(ada).body());
        var created =
                kept(
                        ada.send(
                                        "POST",
                                        "/v1/servers",
                                        "{\"name\": \"Secretive\", \"mode\": \"sandbox\"}",
                                        headers(jwt, "once"))
                                .body());
        var id = world.staging().cuid();
        var keys = "/v1/servers/%s/api-keys".formatted(id);
        var key =
                kept(
                        ada.send(
                                        "POST",
                                        keys,
                                        "{\"name\": \"Backend\", \"type\": \"full_access\"}",
                                        headers(jwt, "twice"))
                                .body());
        var server = "/email/servers/" + id;
        kept(ada.get(server + "/token").body());
        kept(ada.submit(server + "/api-keys", fields("type", "send_only")).body());
        var token = kept(ada.submit("/settings/access-tokens", fields("expiresAt", "")).body());
        var rotation = "/v1/servers/%s/token/rotate".formatted(id);
        kept(ada.call("POST", rotation, "{\"graceSeconds\": 60}", jwt).body());
        for (var secret : List.of(created, key, token)) {
            ada.call("GET", "/v1/servers/" + id, "", "Bearer " + secret);
            ada.call("GET", "/v1/servers/" + id, "{", "Bearer " + secret + "x");
            ada.get("/v1/servers/" + id, "X-API-Key", secret);
        }
        ada.call("POST", "/v1/auth/login", "{\"password\": \"%s\"".formatted(NEW_PASSWORD), "");
        ada.submit(
                "/settings/profile/password",
                new HashMap<>(Map.of("current", "no", "password", NEW_PASSWORD)));
        ada.submit(
                "/settings/profile/password",
                new HashMap<>(Map.of("current", World.PASSWORD, "password", NEW_PASSWORD)));
        ada.submit(server + "/deletion", fields("name", world.staging().name()));
    }

    private java.net.http.HttpResponse<String> login(Visitor visitor) {
        return visitor.send(
                "POST",
                "/v1/auth/login",
                "{\"email\": \"%s\", \"password\": \"%s\"}"
                        .formatted(world.ada().email(), World.PASSWORD),
                "Content-Type",
                "application/json");
    }

    /** The secret in an answer, which is to be found nowhere from now on. */
    private String kept(String answer) {
        var match = SECRET.matcher(answer);
        assertThat(match.find()).as("a secret in %s", answer).isTrue();
        secrets.add(match.group());
        return match.group();
    }

    private static Map<String, String> fields(String name, String value) {
        var fields = new HashMap<>(Map.of("name", "Backend"));
        fields.put(name, value);
        return fields;
    }

    private static String[] headers(String bearer, String idempotencyKey) {
        return new ArrayList<>(
                        List.of(
                                "Authorization",
                                bearer,
                                "Idempotency-Key",
                                idempotencyKey,
                                "Content-Type",
                                "application/json"))
                .toArray(String[]::new);
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                : String.valueOf(value);
    }

    private static Logger root() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        assertThat(root.isEnabledFor(Level.INFO)).isTrue();
        return root;
    }
}
