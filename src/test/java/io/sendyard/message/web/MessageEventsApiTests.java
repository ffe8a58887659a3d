package io.sendyard.message.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.Mail;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The events of a message with more of them than one answer has. */
@SendyardTest
class MessageEventsApiTests {

    private static final int DOUBLED = 10;

    @Autowired World world;
    @Autowired ApiCalls api;
    @Autowired Mail mail;
    @Autowired JdbcClient jdbc;

    private String path = "";

    @BeforeEach
    void happen() {
        var id = mail.of(world.production()).save();
        path = "/v1/messages/" + id;
        mail.event(id, "deferred", Instant.now(), "{}", null);
        for (int i = 0; i < DOUBLED; i++) {
            jdbc.sql(
                            """
                            insert into message_event (message_id, server_id, type, at, details)
                            select message_id, server_id, type, at, details from message_event\
                            """)
                    .update();
        }
    }

    @Test
    void comeInPages() {
        var first = get("");
        var second = get("?eventsCursor=" + first.get("nextEventsCursor").asString());

        assertThat(first.get("events")).hasSize(1_000);
        assertThat(second.get("events")).hasSize(24);
        assertThat(second.get("nextEventsCursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "-1", "0x5", "%2B1", "01", "%D9%A3", "5%0a", "9999999999999999999"})
    void haveNoPageAtACursorThatIsNone(String cursor) {
        assertThat(api.get(world.bearer(world.production()), path + "?eventsCursor=" + cursor))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("eventsCursor");
    }

    private JsonNode get(String query) {
        return ApiCalls.json(api.get(world.bearer(world.production()), path + query));
    }
}
