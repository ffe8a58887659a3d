package io.sendyard.server.web;

import static io.sendyard.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.apikey.KeyType;
import io.sendyard.core.Cuid;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

@SendyardTest
class ServerDeletionApiTests {

    @Autowired World world;

    @Autowired ApiCalls api;

    @Test
    void saysThatItIsDeleted() {
        var answer = api.delete(ada(), path());

        assertThat(answer).hasStatusOk();
        assertThat(json(answer).toString())
                .isEqualTo(
                        "{\"message\":\"Server deleted successfully\",\"id\":\"%s\"}"
                                .formatted(world.production().cuid()));
    }

    @Test
    void aDeletedServerIsGoneEverywhere() {
        var stream = world.streams(world.production()).getFirst().cuid();
        var ada = ada();
        api.delete(ada, path());

        assertThat(api.get(ada, path())).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.patch(ada, path(), "{\"name\": \"Back\"}")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.delete(ada, path())).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.post(ada, path() + "/token/rotate")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.get(ada, path() + "/api-keys")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.get(ada, "/v1/streams?serverId=" + world.production().cuid()))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.get(ada, "/v1/streams/" + stream)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(json(api.get(ada, "/v1/servers"))).hasSize(1);
    }

    @Test
    void whatIsGoneLooksAsIfItHadNeverBeen() {
        var random = "/v1/servers/" + Cuid.fresh();
        api.delete(ada(), path());

        assertThat(json(api.get(ada(), path())).toString().replace(path(), random))
                .isEqualTo(json(api.get(ada(), random)).toString());
    }

    @Test
    void itsTokenAndItsKeysOpenNothingAnyMore() {
        var token = world.bearer(world.production());
        var full = key(KeyType.FULL_ACCESS);
        var sending = key(KeyType.SEND_ONLY);
        assertThat(api.get(token, path())).hasStatusOk();
        assertThat(api.get(full, path())).hasStatusOk();
        assertThat(api.get(sending, path())).hasStatus(HttpStatus.FORBIDDEN);

        api.delete(ada(), path());

        assertThat(api.get(token, path())).hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(api.get(full, path())).hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(api.get(sending, path())).hasStatus(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void itsNameIsFreeAgain() {
        api.delete(ada(), path());

        assertThat(api.post(ada(), "/v1/servers", "{\"name\": \"Production\"}"))
                .hasStatus(HttpStatus.CREATED);
    }

    @Test
    void nobodyButAPersonDeletesAServer() {
        assertThat(api.delete(world.bearer(world.production()), path()))
                .hasStatus(HttpStatus.FORBIDDEN);
        assertThat(api.delete(key(KeyType.FULL_ACCESS), path())).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(api.delete(world.bearer(world.carla()), path())).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.get(ada(), path())).hasStatusOk();
    }

    private String key(KeyType type) {
        return "Bearer " + world.key(world.production(), type).secret().reveal();
    }

    private String path() {
        return "/v1/servers/" + world.production().cuid();
    }

    private String ada() {
        return world.bearer(world.ada());
    }
}
