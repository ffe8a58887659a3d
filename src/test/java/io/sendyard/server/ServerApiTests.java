package io.sendyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.World;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SendyardTest
class ServerApiTests {

    @Autowired World world;

    @Autowired MockMvcTester mvc;

    @Test
    void createsAServerWithItsThreeStreamsAndItsToken() {
        var answer =
                mvc.post()
                        .uri("/v1/servers")
                        .header(HttpHeaders.AUTHORIZATION, world.bearer(world.ada()))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(
                                """
                                {"name": "Newsletter", "color": "purple", "mode": "live"}\
                                """)
                        .exchange();

        assertThat(answer)
                .hasStatus(HttpStatus.CREATED)
                .bodyJson()
                .extractingPath("$.streams[*].type")
                .asArray()
                .containsExactly("transactional", "broadcast", "inbound");
    }
}
