package io.sendyard.web;

import io.sendyard.ApiCalls;
import io.sendyard.World;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;

/** API calls with the paths of a signed-in person's server and stream. */
record HostileCalls(ApiCalls calls, World world, String bearer) {

    Answer call(String method, String pattern, String body) {
        var response =
                calls.call(HttpMethod.valueOf(method), bearer, path(pattern), body).getResponse();
        return new Answer(
                response.getStatus(),
                new String(response.getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    /** The pattern with the ids of a server and its stream. */
    String path(String pattern) {
        return pattern.replace("{server}", world.production().cuid().value())
                .replace("{stream}", world.streams(world.production()).getFirst().cuid().value());
    }

    /** What came back. */
    record Answer(int status, String text) {}
}
