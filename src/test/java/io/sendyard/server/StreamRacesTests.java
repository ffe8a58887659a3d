package io.sendyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Crowd;
import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Many changes of a server's streams at the same moment. */
@SendyardTest
class StreamRacesTests {

    @Autowired World world;
    @Autowired Streams streams;
    @Autowired io.sendyard.server.Servers servers;
    @LocalServerPort int port;

    @Test
    void ofManyWithOneNameOneIsOpened() {
        var statuses = Crowd.of(30, _ -> open("Alerts", "broadcast"));

        assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(29);
    }

    @RepeatedTest(3)
    void ofManyForInboundMailOneIsOpened() {
        var inbound = world.streams(world.production()).get(2);
        assertThat(call("POST", "/v1/streams/%s/archive".formatted(inbound.cuid()), ""))
                .isEqualTo(200);

        var statuses =
                Crowd.of(
                        20,
                        i ->
                                i % 2 == 0
                                        ? open("Inbound " + i, "inbound")
                                        : call(
                                                "POST",
                                                "/v1/streams/%s/unarchive"
                                                        .formatted(inbound.cuid()),
                                                ""));

        assertThat(statuses).isSubsetOf(200, 201, 409);
        assertThat(streams.liveOf(world.production().id()))
                .filteredOn(stream -> stream.type() == StreamType.INBOUND)
                .hasSize(1);
    }

    @RepeatedTest(10)
    void theDefaultStreamIsNeverArchived() {
        var broadcast = world.streams(world.production()).get(1);
        var server = "/v1/servers/" + world.production().cuid();
        var statuses =
                Crowd.of(
                        2,
                        i ->
                                i == 0
                                        ? call(
                                                "POST",
                                                "/v1/streams/%s/archive"
                                                        .formatted(broadcast.cuid()),
                                                "")
                                        : call(
                                                "PATCH",
                                                server,
                                                "{\"defaultStreamId\": \"%s\"}"
                                                        .formatted(broadcast.cuid())));

        assertThat(statuses).containsAnyOf(409, 422).contains(200);
        var standard =
                servers.findById(world.production().id())
                        .orElseThrow()
                        .settings()
                        .delivery()
                        .defaultStreamId();
        assertThat(streams.find(world.production().id(), Objects.requireNonNull(standard)))
                .hasValueSatisfying(stream -> assertThat(stream.archived()).isFalse());
    }

    @RepeatedTest(10)
    void changesOfDifferentFieldsBothHold() {
        var stream = world.streams(world.production()).get(1);
        var path = "/v1/streams/" + stream.cuid();
        var changes = List.of("{\"name\": \"News\"}", "{\"description\": \"Every Monday\"}");

        assertThat(Crowd.of(2, i -> call("PATCH", path, changes.get(i)))).containsOnly(200);

        var now = streams.find(world.production().id(), stream.cuid()).orElseThrow();
        assertThat(now.wording()).isEqualTo(new StreamWording("News", "Every Monday"));
    }

    private int open(String name, String type) {
        return call(
                "POST",
                "/v1/streams",
                "{\"serverId\": \"%s\", \"name\": \"%s\", \"type\": \"%s\"}"
                        .formatted(world.production().cuid(), name, type));
    }

    private int call(String method, String path, String body) {
        return Visitor.at(port).call(method, path, body, world.bearer(world.ada())).statusCode();
    }
}
