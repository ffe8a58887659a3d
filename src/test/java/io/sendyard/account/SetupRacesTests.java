package io.sendyard.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Crowd;
import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import java.util.Collections;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many who set the installation up at the same moment. */
@SendyardTest
class SetupRacesTests {

    @Autowired World world;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    @RepeatedTest(3)
    void oneMakesTheFirstAccount() {
        world.empty();

        var browsers =
                IntStream.range(0, 6)
                        .mapToObj(_ -> {
                            var browser = Visitor.at(port);
                            return Map.entry(browser, browser.csrf());
                        })
                        .toList();
        var statuses =
                Crowd.of(
                        browsers.size(),
                        i ->
                                browsers.get(i)
                                        .getKey()
                                        .submitWithoutToken(
                                                "/setup",
                                                Map.of(
                                                        "name",
                                                        "Ada " + i,
                                                        "email",
                                                        "ada%d@acme.example".formatted(i),
                                                        "password",
                                                        World.PASSWORD,
                                                        "_csrf",
                                                        browsers.get(i).getValue()))
                                        .statusCode());

        assertThat(Collections.frequency(statuses, 303)).isEqualTo(1);
        assertThat(statuses).isSubsetOf(303, 404, 422);
        assertThat(jdbc.sql("select count(*) from account").query(Integer.class).single())
                .isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from person").query(Integer.class).single())
                .isEqualTo(1);
    }
}
