package io.sendyard.server.web;

import static io.sendyard.ApiCalls.json;
import static io.sendyard.ApiCalls.text;
import static io.sendyard.ApiCalls.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.server.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

@SendyardTest
class ServerListApiTests {

    @Autowired World world;

    @Autowired ApiCalls api;

    @Test
    void listsAllServersOfTheAccountOldestFirst() {
        world.server(world.acme(), "A late one", null, Mode.LIVE);

        var list = json(api.get(ada(), "/v1/servers"));

        assertThat(list.isArray()).isTrue();
        assertThat(texts(list, "name")).containsExactly("Production", "Staging", "A late one");
        assertThat(list.get(0).toString())
                .isEqualTo(
                        """
                        {"id":"%s","name":"Production","color":"blue","mode":"live","token":"%s","createdAt":"%s","_count":{"streams":3}}\
                        """
                                .formatted(
                                        world.production().cuid(),
                                        world.production().token().reveal(),
                                        text(list.get(0), "createdAt")));
    }

    @Test
    void countsLiveStreamsOnly() {
        var broadcast = world.streams(world.production()).get(1).cuid();
        api.post(ada(), "/v1/streams/" + broadcast + "/archive");

        var list = json(api.get(ada(), "/v1/servers"));

        assertThat(list.at("/0/_count/streams").intValue()).isEqualTo(2);
        assertThat(list.at("/1/_count/streams").intValue()).isEqualTo(3);
    }

    @Test
    void pagesThroughTheListByItsLinks() {
        for (int i = 1; i <= 5; i++) {
            world.server(world.acme(), "Shop & co " + i, null, Mode.LIVE);
        }
        var path = "/v1/servers?limit=2&name=shop%20%26";
        var pages = new ArrayList<List<String>>();
        while (!path.isEmpty()) {
            var answer = api.get(ada(), path);
            pages.add(texts(json(answer), "name"));
            path = next(answer.getResponse().getHeader("Link"));
        }

        assertThat(pages)
                .containsExactly(
                        List.of("Shop & co 1", "Shop & co 2"),
                        List.of("Shop & co 3", "Shop & co 4"),
                        List.of("Shop & co 5"));
    }

    @Test
    void aPageThatHoldsTheLastServerLeadsNoFurther() {
        assertThat(api.get(ada(), "/v1/servers?limit=2")).doesNotContainHeader("Link");
        assertThat(api.get(ada(), "/v1/servers?limit=500")).doesNotContainHeader("Link");
        assertThat(api.get(ada(), "/v1/servers?limit=1"))
                .hasHeader(
                        "Link",
                        "<http://mail.sendyard.example/v1/servers?limit=1&after=%s>; rel=\"next\""
                                .formatted(world.production().cuid()));
    }

    @Test
    void filtersByPartOfTheNameInAnyCase() {
        assertThat(texts(json(api.get(ada(), "/v1/servers?name=PROD")), "name"))
                .containsExactly("Production");
        assertThat(json(api.get(ada(), "/v1/servers?name=%25"))).isEmpty();
        assertThat(json(api.get(ada(), "/v1/servers?name=Globex"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=501, limit",
        "limit=-1, limit",
        "limit=ten, limit",
        "limit=99999999999999999999, limit",
        "after=nonsense, after"
    })
    void refusesAPageThatCantBe(String query, String field) {
        assertThat(api.get(ada(), "/v1/servers?" + query))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo(field);
    }

    private String ada() {
        return world.bearer(world.ada());
    }

    /** The path that a {@code Link} header leads to; empty for none. */
    private static String next(@Nullable String link) {
        var found =
                Pattern.compile("<http://mail.sendyard.example(.*)>; rel=\"next\"")
                        .matcher(String.valueOf(link));
        return found.matches() ? found.group(1) : "";
    }
}
