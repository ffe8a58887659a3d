package io.sendyard.api;

import static io.sendyard.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SendyardTest
class IdempotencyFilterApiTests {

    private static final String KEY = "order-4711";
    private static final String SHOP = "{\"name\": \"Shop\"}";

    @Autowired World world;

    @Autowired ApiCalls api;

    @Autowired TestClock clock;

    @Autowired JdbcClient jdbc;

    @Autowired IdempotencyRecords records;

    @Test
    void sendingTwiceHappensOnce() {
        var first = create(SHOP);
        var second = create(SHOP);

        assertThat(first).hasStatus(HttpStatus.CREATED).doesNotContainHeader("Idempotent-Replayed");
        assertThat(second)
                .hasStatus(HttpStatus.CREATED)
                .hasHeader("Idempotent-Replayed", "true")
                .hasHeader("Location", String.valueOf(first.getResponse().getHeader("Location")));
        assertThat(second.getResponse().getContentType())
                .isEqualTo(first.getResponse().getContentType());
        assertThat(second.getResponse().getContentAsByteArray())
                .isEqualTo(first.getResponse().getContentAsByteArray());
        assertThat(json(api.get(ada(), "/v1/servers"))).hasSize(3);
    }

    @Test
    void withoutAKeySendingTwiceHappensTwice() {
        assertThat(api.post(ada(), keys(), backend())).hasStatus(HttpStatus.CREATED);
        assertThat(api.post(ada(), keys(), backend())).hasStatus(HttpStatus.CREATED);

        assertThat(json(api.get(ada(), keys()))).hasSize(2);
    }

    @Test
    void aKeyIsForOneRequest() {
        create(SHOP);

        assertReused(create("{\"name\": \"Other\"}"));
        assertReused(api.post(ada(), keys(), SHOP, KEY));
        assertReused(api.post(ada(), "/v1/servers?x=1", SHOP, KEY));
        assertThat(json(api.get(ada(), "/v1/servers"))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255})
    void takesAKeyOfUpTo255Characters(int length) {
        assertThat(api.post(ada(), "/v1/servers", SHOP, "~".repeat(length)))
                .hasStatus(HttpStatus.CREATED);
        assertThat(api.post(ada(), "/v1/servers", SHOP, "~".repeat(length)))
                .hasStatus(HttpStatus.CREATED)
                .hasHeader("Idempotent-Replayed", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb", "schlüssel", "256"})
    void refusesAKeyThatCantBeOne(String key) {
        var answer =
                api.post(ada(), "/v1/servers", SHOP, key.equals("256") ? "k".repeat(256) : key);

        assertThat(answer).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(json(answer).get("code").asString()).isEqualTo("validation_failed");
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo("Idempotency-Key");
        assertThat(json(api.get(ada(), "/v1/servers"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u007fb", "a\u001bb"})
    void nothingHappensUnderAKeyWithAControlCharacter(String key) {
        assertThat(api.post(ada(), "/v1/servers", SHOP, key)).hasStatus4xxClientError();
        assertThat(json(api.get(ada(), "/v1/servers"))).hasSize(2);
    }

    @Test
    void theSameKeyOfAnotherAccountIsAnotherKey() {
        var ours = create(SHOP);
        var theirs = api.post(world.bearer(world.carla()), "/v1/servers", SHOP, KEY);

        assertThat(theirs)
                .hasStatus(HttpStatus.CREATED)
                .doesNotContainHeader("Idempotent-Replayed");
        assertThat(json(theirs).get("id")).isNotEqualTo(json(ours).get("id"));
    }

    @Test
    void theSameKeyOfAProgramIsAnotherKey() {
        var body =
                "{\"serverId\": \"%s\", \"name\": \"Alerts\", \"type\": \"broadcast\"}"
                        .formatted(world.production().cuid());
        api.post(ada(), "/v1/streams", body, KEY);

        assertThat(api.post(world.bearer(world.production()), "/v1/streams", body, KEY))
                .hasStatus(HttpStatus.CONFLICT)
                .doesNotContainHeader("Idempotent-Replayed");
    }

    @Test
    void remembersForADay() {
        var first = json(api.post(ada(), keys(), backend(), KEY));
        clock.advance(Duration.ofHours(24).minusMinutes(1));
        records.forgetOld();
        assertThat(json(api.post(ada(), keys(), backend(), KEY))).isEqualTo(first);

        clock.advance(Duration.ofMinutes(2));
        var later = api.post(ada(), keys(), backend(), KEY);
        assertThat(later).hasStatus(HttpStatus.CREATED).doesNotContainHeader("Idempotent-Replayed");
        assertThat(json(later)).isNotEqualTo(first);
    }

    @Test
    void keepsNothingForLongerThanADay() {
        create(SHOP);
        clock.advance(Duration.ofHours(25));

        records.forgetOld();

        assertThat(jdbc.sql("select count(*) from idempotency_record").query(Long.class).single())
                .isZero();
    }

    @Test
    void aRefusalIsGivenAgainToo() {
        var taken = create("{\"name\": \"Staging\"}");
        api.delete(ada(), "/v1/servers/" + world.staging().cuid());
        var again = create("{\"name\": \"Staging\"}");

        assertThat(taken).hasStatus(HttpStatus.CONFLICT);
        assertThat(again)
                .hasStatus(HttpStatus.CONFLICT)
                .hasHeader("Idempotent-Replayed", "true")
                .hasContentType("application/problem+json");
        assertThat(json(again)).isEqualTo(json(taken));
        assertThat(json(api.get(ada(), "/v1/servers"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\": 5}", "{\"name\": \"\"}", "{", "[]", ""})
    void aRefusalOfTheBodyIsGivenAgainToo(String body) {
        var first = create(body);
        var second = create(body);

        assertThat(first.getResponse().getStatus()).isBetween(400, 499);
        assertThat(second)
                .hasStatus(first.getResponse().getStatus())
                .hasHeader("Idempotent-Replayed", "true");
        assertThat(json(second)).isEqualTo(json(first));
    }

    @Test
    void whoMayNotUsesUpNoKey() {
        assertThat(api.post(world.bearer(world.ben()), "/v1/servers", SHOP, KEY))
                .hasStatus(HttpStatus.FORBIDDEN);

        assertThat(create(SHOP)).hasStatus(HttpStatus.CREATED);
    }

    @Test
    void onlyAPostTakesAKey() {
        var path = "/v1/servers/" + world.production().cuid();
        var request = api.call(HttpMethod.PATCH, ada(), path, "{\"name\": \"Shop\"}", KEY);

        assertThat(request).hasStatusOk();
        assertThat(create("{\"name\": \"Other\"}")).hasStatus(HttpStatus.CREATED);
    }

    @Test
    void sendingAtTheSameTimeHappensOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<MvcTestResult> create = () -> create(SHOP);
            var answers = threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> create).toList());

            var ids = new HashSet<String>();
            for (var answer : answers) {
                var body = json(answer.get());
                if (answer.get().getResponse().getStatus() == 201) {
                    ids.add(body.get("id").asString());
                } else {
                    assertThat(answer.get()).hasStatus(HttpStatus.CONFLICT);
                    assertThat(body.get("code").asString()).isEqualTo("idempotency_in_progress");
                }
            }
            assertThat(ids).hasSize(1);
        }
        assertThat(json(api.get(ada(), "/v1/servers"))).hasSize(3);
    }

    private static void assertReused(MvcTestResult answer) {
        assertThat(answer)
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .doesNotContainHeader("Idempotent-Replayed");
        assertThat(json(answer).get("code").asString()).isEqualTo("idempotency_key_reused");
    }

    private MvcTestResult create(String body) {
        return api.post(ada(), "/v1/servers", body, KEY);
    }

    private String keys() {
        return "/v1/servers/" + world.production().cuid() + "/api-keys";
    }

    private static String backend() {
        return "{\"name\": \"Backend\", \"type\": \"send_only\"}";
    }

    private String ada() {
        return world.bearer(world.ada());
    }
}
