package io.sendyard.security;

import static io.sendyard.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.account.Person;
import io.sendyard.account.Role;
import io.sendyard.apikey.KeyType;
import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import io.sendyard.message.MessageAcceptance;
import io.sendyard.message.NewMessage;
import io.sendyard.message.Source;
import io.sendyard.sender.IdentityType;
import io.sendyard.sender.NewSender;
import io.sendyard.sender.SenderCreation;
import io.sendyard.suppression.NewSuppression;
import io.sendyard.suppression.SuppressionList;
import io.sendyard.suppression.SuppressionReason;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@SendyardTest
class ApiAccessTests {

    private static final List<String> LISTS_OF_A_SERVER =
            List.of("/v1/streams", "/v1/domains", "/v1/messages", "/v1/stats");
    private static final List<String> FOR_EVERYBODY = List.of("/v1/auth/login", "/v1/openapi.json");

    @Autowired World world;

    @Autowired ApiCalls api;

    @Autowired SuppressionList suppressions;
    @Autowired SenderCreation senders;

    @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;

    private int identities;

    @Autowired MessageAcceptance acceptance;

    MessageId message = MessageId.fresh();

    @BeforeEach
    void acceptAMessage() {
        var mail = NewMessage.plain("a@acme.example", "b@example.com", "Hi", "Hello", null);
        message = acceptance.accept(world.production(), mail, Source.API).id();
    }

    @Test
    void aSendOnlyKeyDoesNothingButSend() {
        var sending = bearer(KeyType.SEND_ONLY);
        var before = everything();

        assertThat(routes())
                .allSatisfy(route -> {
                    var status = call(route, sending).getResponse().getStatus();
                    if (isSending(route)) {
                        assertThat(status).isIn(200, 422);
                    } else {
                        assertThat(status).isEqualTo(403);
                    }
                });
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aFullAccessKeyAndTheTokenManageTheirServer() {
        for (var bearer : List.of(bearer(KeyType.FULL_ACCESS), world.bearer(world.production()))) {
            assertThat(routes())
                    .allSatisfy(route -> {
                        var answer = call(route, bearer);
                        if (isForPeople(route)) {
                            assertThat(answer).hasStatus(HttpStatus.FORBIDDEN);
                        } else {
                            assertThat(answer.getResponse().getStatus()).isNotIn(401, 403, 404);
                        }
                    });
        }
    }

    @Test
    void noKeySeesTheToken() {
        var token = world.production().token().reveal();
        for (var bearer :
                List.of(
                        bearer(KeyType.FULL_ACCESS),
                        bearer(KeyType.SEND_ONLY),
                        world.bearer(world.production()))) {
            assertThat(routes())
                    .allSatisfy(route ->
                            assertThat(call(route, bearer)).bodyText().doesNotContain(token));
        }
    }

    @Test
    void aFullAccessKeyReachesNoOtherServer() {
        for (var server : List.of(world.staging(), world.globexServer())) {
            var path = "/v1/servers/" + server.cuid();
            var full = bearer(KeyType.FULL_ACCESS);

            assertThat(api.get(full, path)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(api.patch(full, path, "{}")).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(api.delete(full, path)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(api.get(full, path + "/api-keys")).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(api.post(full, path + "/token/rotate")).hasStatus(HttpStatus.NOT_FOUND);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"OWNER", "ADMIN"},
            mode = Mode.EXCLUDE)
    void whoDoesNotManageReadsAndSeesNoToken(Role role) {
        var reader = world.bearer(person(role));
        var before = everything();

        assertThat(routes())
                .filteredOn(route -> !role.sends() || !route.path().endsWith("/resend"))
                .allSatisfy(route ->
                        assertThat(call(route, reader))
                                .hasStatus(
                                        route.method().equals(HttpMethod.GET)
                                                ? HttpStatus.OK
                                                : HttpStatus.FORBIDDEN));
        assertThat(everything()).isEqualTo(before);
        assertThat(json(api.get(reader, server())).get("token").isNull()).isTrue();
        assertThat(json(api.get(reader, "/v1/servers")))
                .allMatch(row -> row.get("token").isNull())
                .hasSize(2);
    }

    @Test
    void anAdminManagesAsTheOwnerDoes() {
        var admin = world.bearer(person(Role.ADMIN));

        assertThat(json(api.get(admin, server())).get("token").asString())
                .isEqualTo(world.production().token().reveal());
        assertThat(api.post(admin, "/v1/servers", "{\"name\": \"Shop\"}"))
                .hasStatus(HttpStatus.CREATED);
        assertThat(api.delete(admin, server())).hasStatusOk();
    }

    private List<Route> routes() {
        var routes =
                requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                        .flatMap(route ->
                                route.getPatternValues().stream()
                                        .filter(path -> path.startsWith("/v1/"))
                                        .filter(path -> !FOR_EVERYBODY.contains(path))
                                        .flatMap(path ->
                                                route.getMethodsCondition().getMethods().stream()
                                                        .map(method ->
                                                                new Route(
                                                                        method.asHttpMethod(),
                                                                        path))))
                        .toList();
        assertThat(routes).hasSizeGreaterThan(14);
        return routes;
    }

    private MvcTestResult call(Route route, String bearer) {
        var path =
                (route.path().contains("{suppression}")
                                ? route.path().replace("{suppression}", suppression())
                                : route.path())
                        .replace("{server}", world.production().cuid().value())
                        .replace(
                                "{stream}",
                                world.streams(world.production()).getLast().cuid().value())
                        .replace("{message}", message.toString())
                        .replace("{key}", world.production().cuid().value())
                        .replace("{identity}", identity(route));
        var query =
                LISTS_OF_A_SERVER.contains(route.path())
                        ? "?serverId=" + world.production().cuid()
                        : "";
        return api.call(route.method(), bearer, path + query, "{}");
    }

    /** A new one for each call, since some remove it. */
    private String suppression() {
        var stream = world.streams(world.production()).getFirst();
        var email = Cuid.fresh() + "@example.com";
        var wanted = new NewSuppression(email, SuppressionReason.BOUNCE, null);
        return suppressions
                .put(stream.serverId(), stream, wanted, "api")
                .suppression()
                .cuid()
                .value();
    }

    /** One of its own for each call, since some delete it. */
    private String identity(Route route) {
        return route.path().contains("{identity}")
                ? senders.add(
                                world.production(),
                                new NewSender(
                                        "d%d.example".formatted(identities++),
                                        IdentityType.AUTHORITY))
                        .cuid()
                        .value()
                : "";
    }

    private static boolean isSending(Route route) {
        return route.path().startsWith("/v1/send")
                || (route.path().equals("/v1/messages/{message}")
                        && route.method().equals(HttpMethod.GET));
    }

    private static boolean isForPeople(Route route) {
        return route.path().equals("/v1/servers")
                || route.path().contains("/token/")
                || route.path().contains("/api-keys")
                || (route.path().equals("/v1/servers/{server}")
                        && route.method().equals(HttpMethod.DELETE));
    }

    private String everything() {
        return json(api.get(world.bearer(world.ada()), server())).toString()
                + json(api.get(world.bearer(world.ada()), "/v1/servers"))
                + json(api.get(world.bearer(world.ada()), server() + "/api-keys"))
                        .valueStream()
                        .map(key -> key.get("id").asString())
                        .toList();
    }

    private Person person(Role role) {
        return world.person(world.acme(), "Dana", "dana@acme.example", role);
    }

    private String bearer(KeyType type) {
        return "Bearer " + world.key(world.production(), type).secret().reveal();
    }

    private String server() {
        return "/v1/servers/" + world.production().cuid();
    }

    /** A method and a path of the route table. */
    record Route(HttpMethod method, String path) {}
}
