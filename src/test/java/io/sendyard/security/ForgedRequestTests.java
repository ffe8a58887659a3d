package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.sendyard.PathIds;
import io.sendyard.Routes;
import io.sendyard.Routes.Route;
import io.sendyard.SendyardTest;
import io.sendyard.Tables;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.account.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Forged changes, and changes by people who can only look. */
@SendyardTest
class ForgedRequestTests {

    private static final List<String> OF_ONES_OWN =
            List.of(
                    "/settings/profile",
                    "/settings/access-tokens",
                    "/sign-in",
                    "/senders/confirmation",
                    "/setup",
                    "/u/",
                    "/v1/auth");

    /** What members may do, who read and send. */
    private static final Set<String> SENDING =
            Set.of(
                    "/email/servers/{server}/activity/test",
                    "/email/servers/{server}/activity/{message}/resending",
                    "/v1/messages/{message}/resend");

    @Autowired World world;
    @Autowired MockMvcTester mvc;
    @Autowired JdbcClient jdbc;
    @Autowired PathIds pathIds;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @LocalServerPort int port;

    @Test
    void noFormIsTakenWithoutTheTokenOfItsSession() {
        var ada = Visitor.at(port);
        ada.signIn(world.ada().email());
        var ben = Visitor.at(port);
        ben.signIn(world.ben().email());
        var others = ben.csrf();
        var ids = pathIds.of(world.production(), world.ada());
        var before = new Tables(jdbc).of(world.acme());

        for (var route : changes()) {
            if (!route.api() && !route.secret()) {
                var path = route.path(ids);
                var form = Map.of("name", "Forged", "seen", "");
                var foreign = Map.of("name", "Forged", "seen", "", "_csrf", others);
                assertThat(
                                List.of(
                                        ada.submitWithoutToken(path, form),
                                        ada.submitWithoutToken(path, form, "HX-Request", "true"),
                                        ada.submitWithoutToken(path, foreign),
                                        ada.submitWithoutToken(path, form, "X-CSRF-TOKEN", others)))
                        .as("%s", route)
                        .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(403));
            }
        }
        assertThat(new Tables(jdbc).of(world.acme())).isEqualTo(before);
    }

    @Test
    void signingOutWantsATokenToo() {
        var ada = Visitor.at(port);
        ada.signIn(world.ada().email());

        assertThat(ada.submitWithoutToken("/sign-out", Map.of()).statusCode()).isEqualTo(403);
        assertThat(ada.get("/sign-out").statusCode()).isIn(404, 405);
        assertThat(ada.get("/email/servers").statusCode()).isEqualTo(200);
    }

    @Test
    void nothingIsChangedByGet() {
        var ids = pathIds.of(world.production(), world.ada());
        var before = new Tables(jdbc).of(world.acme());

        for (var route : changes()) {
            var path = route.path(ids) + "?name=Production&seen=&_method=" + route.method();
            var request = mvc.get().uri(path);
            request =
                    route.api()
                            ? request.header("Authorization", world.bearer(world.ada()))
                            : request.with(world.browserOf(world.ada()));
            request = request.header("X-HTTP-Method-Override", route.method());
            assertThat(request.exchange().getResponse().getStatus())
                    .as("%s as GET", route)
                    .isIn(200, 302, 303, 404, 405, 422);
        }
        assertThat(new Tables(jdbc).of(world.acme())).isEqualTo(before);
    }

    @Test
    void whoMayOnlyLookChangesNothing() {
        var vera = world.person(world.acme(), "Vera", "vera@acme.example", Role.VIEWER);
        var ids = pathIds.of(world.production(), world.ada());
        var before = new Tables(jdbc).of(world.acme());

        for (var person : List.of(vera, world.ben())) {
            for (var route : changes()) {
                boolean sends = person.role().sends() && SENDING.contains(route.pattern());
                if (!sends && OF_ONES_OWN.stream().noneMatch(route.pattern()::startsWith)) {
                    var request =
                            mvc.method(HttpMethod.valueOf(route.method())).uri(route.path(ids));
                    request =
                            route.api()
                                    ? request.header("Authorization", world.bearer(person))
                                            .contentType(MediaType.APPLICATION_JSON)
                                            .content("{\"name\": \"Forged\"}")
                                    : request.with(world.browserOf(person)).param("name", "Forged");
                    assertThat(request.with(csrf()).exchange().getResponse().getStatus())
                            .as("%s as %s", route, person.role())
                            .isEqualTo(403);
                }
            }
        }
        assertThat(new Tables(jdbc).of(world.acme())).isEqualTo(before);
    }

    @Test
    void whoMayOnlyLookSeesNoToken() {
        var vera = world.person(world.acme(), "Vera", "vera@acme.example", Role.VIEWER);
        var token = world.production().token().reveal();
        var ids = pathIds.of(world.production(), world.ada());

        for (var person : List.of(vera, world.ben())) {
            for (var route : Routes.of(mapping)) {
                if (!route.changes() && !route.pattern().endsWith("/live")) {
                    var request = mvc.get().uri(route.path(ids));
                    request =
                            route.api()
                                    ? request.header("Authorization", world.bearer(person))
                                    : request.with(world.browserOf(person));
                    assertThat(request).as("%s", route).bodyText().doesNotContain(token);
                }
            }
        }
    }

    private List<Route> changes() {
        var changes = Routes.of(mapping).stream().filter(Route::changes).toList();
        assertThat(changes).hasSizeGreaterThan(20);
        return changes;
    }
}
