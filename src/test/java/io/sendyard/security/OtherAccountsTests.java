package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.sendyard.PathIds;
import io.sendyard.Routes;
import io.sendyard.Routes.Route;
import io.sendyard.SendyardTest;
import io.sendyard.Tables;
import io.sendyard.World;
import io.sendyard.account.AccessTokenIssue;
import io.sendyard.account.Person;
import io.sendyard.apikey.KeyType;
import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Carla of Globex, with all the secrets she has, at everything that Acme has. */
@SendyardTest
class OtherAccountsTests {

    private static final String SESSION = "session";
    private static final String SEND_ONLY = "send-only key";

    /** All that a send-only key may read. */
    private static final Route STATUS_OF_A_MESSAGE = new Route("GET", "/v1/messages/{message}");

    @Autowired World world;
    @Autowired MockMvcTester mvc;
    @Autowired JdbcClient jdbc;
    @Autowired AccessTokenIssue accessTokens;
    @Autowired PathIds pathIds;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @Test
    void areHiddenOnEveryRouteFromEverySecret() {
        var acme = pathIds.of(world.production(), world.ada());
        var globex = pathIds.of(world.globexServer(), world.carla());
        var before = new Tables(jdbc).of(world.acme());
        int tried = 0;
        for (var caller : carla().entrySet()) {
            for (var route : Routes.guarded(mapping)) {
                for (var ids : route.mixed(acme, globex)) {
                    isAsIfThereWereNothing(caller.getKey(), caller.getValue(), route, ids, globex);
                    tried++;
                }
            }
        }

        assertThat(tried).isGreaterThan(300);
        assertThat(new Tables(jdbc).of(world.acme())).isEqualTo(before);
    }

    @Test
    void failsOnAPathVariableItDoesNotKnow() {
        var route = new Route("GET", "/email/servers/{server}/webhooks/{webhook}");

        assertThatThrownBy(() -> route.mixed(pathIds.of(world.production(), world.ada()), Map.of()))
                .hasMessageContaining("{webhook}")
                .hasMessageContaining("does not know");
    }

    @Test
    void areHiddenWhereAnIdStandsInTheBodyOrTheQuery() {
        var own = "/v1/servers/" + world.globexServer().cuid();
        var carla = bearer(world.bearer(world.carla()));
        var server = world.production().cuid().value();
        var stream = world.streams(world.production()).getFirst().cuid().value();
        var before = new Tables(jdbc).of(world.acme());

        sameAsRandom(404, carla, "GET", "/v1/streams?serverId={id}", null, server);
        sameAsRandom(404, carla, "GET", "/v1/stats?serverId={id}", null, server);
        var stats = "/v1/stats?serverId=" + world.globexServer().cuid() + "&streamId={id}";
        sameAsRandom(404, carla, "GET", stats, null, stream);
        sameAsRandom(404, carla, "GET", "/v1/domains?serverId={id}", null, server);
        var domain =
                "{\"serverId\": \"{id}\", \"identifier\": \"x.example\", \"type\": \"AUTHORITY\"}";
        sameAsRandom(404, carla, "POST", "/v1/domains", domain, server);
        sameAsRandom(
                404,
                carla,
                "POST",
                "/v1/streams",
                "{\"serverId\": \"{id}\", \"name\": \"Stolen\", \"type\": \"broadcast\"}",
                server);
        sameAsRandom(404, carla, "GET", "/v1/messages?serverId={id}", null, server);
        sameAsRandom(404, carla, "GET", "/v1/messages?streamId={id}", null, stream);
        sameAsRandom(
                422,
                bearer(world.bearer(world.globexServer())),
                "POST",
                "/v1/send",
                "{\"from\": \"a@b.example\", \"to\": \"c@d.example\", \"text\": \"Hi\", \"stream\":"
                        + " \"{id}\"}",
                stream);
        sameAsRandom(422, carla, "PATCH", own, "{\"defaultStreamId\": \"{id}\"}", stream);
        sameAsRandom(200, carla, "GET", "/v1/servers?limit=5&after={id}", null, server);
        sameAsRandom(
                200,
                world.browserOf(world.carla()),
                "GET",
                "/email/servers?sort=oldest&before={id}",
                null,
                server);

        assertThat(new Tables(jdbc).of(world.acme())).isEqualTo(before);
    }

    @Test
    void areInNoListAndNoSearch() {
        var carla = world.browserOf(world.carla());
        var names = List.of(world.production().name(), world.staging().name());

        for (var page : List.of("/email/servers", "/email/servers?name=o", "/jump?q=o")) {
            assertThat(answer(carla, "GET", page, null).body())
                    .contains(world.globexServer().name())
                    .doesNotContain(names);
        }
        assertThat(answer(bearer(world.bearer(world.carla())), "GET", "/v1/servers", null).body())
                .contains(world.globexServer().name())
                .doesNotContain(names);
    }

    @Test
    void accessTokensAreHiddenFromColleaguesToo() {
        var token = pathIds.of(world.production(), world.ada()).get("token");
        var path = "/settings/access-tokens/" + token + "/revocation";

        for (var method : List.of("GET", "POST")) {
            assertThat(answer(world.browserOf(world.ben()), method, path, null))
                    .extracting(Answer::status)
                    .isEqualTo(404);
        }
    }

    private void isAsIfThereWereNothing(
            String caller,
            RequestPostProcessor secret,
            Route route,
            Map<String, String> ids,
            Map<String, String> own) {
        var names = List.of(world.production().name(), "Stolen");
        for (var name : names.subList(0, route.changes() ? 2 : 1)) {
            var body = change(name);
            var answer = answer(secret, route.method(), route.path(ids), body);
            var random = answer(secret, route.method(), route.path(randomised(ids, own)), body);
            assertThat(answer).as("%s, %s, %s", caller, route, ids).isEqualTo(random);
            if (answer.status() == 403 && route.api() && !caller.equals(SEND_ONLY)) {
                // Keys may not come here at all, not even to what is their own.
                answer = answer(secret, route.method(), route.path(own), body);
                assertThat(answer.status()).as("%s, %s", caller, route).isEqualTo(403);
            } else {
                assertThat(answer.status())
                        .as("%s, %s, %s", caller, route, ids)
                        .isEqualTo(expected(caller, route));
            }
        }
    }

    private static int expected(String caller, Route route) {
        if (route.api()) {
            return switch (caller) {
                case SESSION -> 401;
                case SEND_ONLY -> route.equals(STATUS_OF_A_MESSAGE) ? 404 : 403;
                default -> 404;
            };
        }
        return caller.equals(SESSION) ? 404 : 302;
    }

    private static Map<String, String> randomised(
            Map<String, String> ids, Map<String, String> own) {
        var random = new HashMap<>(ids);
        random.replaceAll((name, id) -> id.equals(own.get(name)) ? id : fresh(id));
        return random;
    }

    private static String fresh(String like) {
        return like.startsWith("msg_") ? MessageId.fresh().toString() : Cuid.fresh().value();
    }

    private void sameAsRandom(
            int status,
            RequestPostProcessor secret,
            String method,
            String path,
            @Nullable String body,
            String id) {
        var random = Cuid.fresh().value();
        var answer = answer(secret, method, path.replace("{id}", id), with(body, id));
        assertThat(answer)
                .isEqualTo(
                        answer(secret, method, path.replace("{id}", random), with(body, random)));
        assertThat(answer.status()).as("%s %s: %s", method, path, answer).isEqualTo(status);
    }

    private static @Nullable String with(@Nullable String body, String id) {
        return body == null ? null : body.replace("{id}", id);
    }

    /** What came back, without what may differ: ids and CSRF tokens. */
    private Answer answer(
            RequestPostProcessor secret, String method, String path, @Nullable String body) {
        var request = mvc.method(HttpMethod.valueOf(method)).uri(path).with(csrf()).with(secret);
        if (path.startsWith("/v1/")) {
            request = request.contentType(MediaType.APPLICATION_JSON);
            request = body == null ? request : request.content(body);
        } else if (body != null) {
            request =
                    request.param("name", body.split("\"", 5)[3])
                            .param("type", "full_access")
                            .param("seen", "never")
                            .param("graceSeconds", "0");
        }
        var response = request.exchange().getResponse();
        try {
            var text = response.getContentAsString();
            return new Answer(
                    response.getStatus(),
                    text.replaceAll("msg_[0-9a-z]{26}|c[0-9a-z]{24}", "ID")
                            .replaceAll("(name=\"_csrf\" value=\")[^\"]*", "$1"));
        } catch (java.io.UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private static String change(String name) {
        return """
        {"name": "%s", "color": "red", "mode": "sandbox", "type": "full_access",
         "description": "Stolen", "trackOpens": true, "graceSeconds": 0}\
        """
                .formatted(name);
    }

    private Map<String, RequestPostProcessor> carla() {
        var globex = world.globexServer();
        var all = new LinkedHashMap<String, RequestPostProcessor>();
        all.put(SESSION, world.browserOf(world.carla()));
        all.put("JWT", bearer(world.bearer(world.carla())));
        all.put("access token", bearer("Bearer " + accessToken(world.carla()).secret().reveal()));
        all.put("server token", bearer(world.bearer(globex)));
        for (var type : KeyType.values()) {
            all.put(
                    type == KeyType.SEND_ONLY ? SEND_ONLY : "full key",
                    bearer("Bearer " + world.key(globex, type).secret().reveal()));
        }
        return all;
    }

    private AccessTokenIssue.IssuedAccessToken accessToken(Person person) {
        return accessTokens.issue(person, new AccessTokenIssue.NewAccessToken("Deployments", null));
    }

    private static RequestPostProcessor bearer(String value) {
        return request -> {
            request.addHeader("Authorization", value);
            return request;
        };
    }

    private record Answer(int status, String body) {}
}
