package io.sendyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.core.Cuid;
import io.sendyard.database.KeysetPage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SendyardTest
class ServerListTests {

    @Autowired World world;
    @Autowired ServerList list;
    @Autowired MockMvcTester mvc;

    @Test
    void isEmptyOnBothSidesOfAServerThatIsGone() {
        var gone = Cuid.fresh();
        var account = world.acme().id();

        for (var sort : ServerSearch.Sort.values()) {
            assertThat(list.page(account, new ServerSearch("", null, sort, gone, null), 2))
                    .isEqualTo(KeysetPage.empty());
            assertThat(list.page(account, new ServerSearch("", null, sort, null, gone), 2))
                    .isEqualTo(KeysetPage.empty());
        }
        for (var side : java.util.List.of("after", "before")) {
            assertThat(
                            mvc.get()
                                    .uri("/email/servers?" + side + "=" + gone)
                                    .with(world.browserOf(world.ada())))
                    .hasStatus(HttpStatus.OK);
        }
    }

    @Test
    void findsANameInWhicheverFormItIsTyped() {
        world.server(world.acme(), "Caf\u00e9", null, Mode.LIVE);

        var search = new ServerSearch("CAFE\u0301", null, ServerSearch.Sort.NAME, null, null);

        assertThat(list.page(world.acme().id(), search, 2).rows())
                .extracting(Server::name)
                .containsExactly("Caf\u00e9");
    }
}
