package io.sendyard.system;

import io.sendyard.World;
import io.sendyard.analytics.Seeding;
import io.sendyard.core.Name;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The mail that the servers of the gallery sent. */
record Outbox(World world, JdbcClient jdbc, Seeding seeding, Servers servers) {

    private static final List<String> STATES =
            List.of("queued", "delivered", "delivered", "bounced", "failed");

    private static final List<String> SUBJECTS =
            List.of(
                    "Your receipt for order 20418",
                    "Reset your password",
                    "Invoice 2025-0711 is ready",
                    Gallery.LONG_NAME,
                    "");

    /** Lets most of them have sent, with every kind of rate and message. */
    void fill() {
        sent(world.production(), 400, Duration.ofHours(52));
        sent(named("Newsletter"), 200, Duration.ofHours(3));
        sent(named("Harbour Clinic"), 100, Duration.ofHours(30));
        sent(named("Atelier Nordlicht"), 100, Duration.ofHours(8));
        sent(named("Bakker & Zonen"), 100, Duration.ofHours(2));
        captured(named("CI tests"), 100);
        captured(world.staging(), 100);
        open();
        change();
    }

    private void sent(Server server, int messages, Duration time) {
        var stream = world.streams(server).getFirst();
        seeding.sent(server, stream, messages, time, Instant.now().minusSeconds(40));
        if (server.cuid().equals(world.production().cuid())) {
            seeding.waiting(server, stream, Instant.now().minusSeconds(12));
        }
    }

    private void captured(Server server, int messages) {
        var stream = world.streams(server).getFirst();
        seeding.captured(server, stream, messages, Duration.ofHours(11), Instant.now());
    }

    /** Lets Production's readers have opened and clicked. */
    private void open() {
        jdbc.sql(
                        """
                        update hourly_count set opened = delivered, unique_opened = delivered * 446 / 1000,
                        clicked = delivered / 9, unique_clicked = delivered / 14 where server_id = ?
                        """)
                .param(world.production().id())
                .update();
    }

    /** Gives the newest of Production's messages faces of their own. */
    private void change() {
        var newest =
                jdbc.sql(
                                "select id from message where server_id = ? order by server_id, id desc limit 5")
                        .param(world.production().id())
                        .query(UUID.class)
                        .list();
        for (int i = 0; i < newest.size(); i++) {
            jdbc.sql(
                            "update message set status = ?, deferred = true, subject = ?, recipients = ? where id = ?")
                    .param(STATES.get(i))
                    .param(SUBJECTS.get(i))
                    .param(i + 1)
                    .param(newest.get(i))
                    .update();
        }
    }

    private Server named(String name) {
        return servers.findByAccountIdAndNameKey(world.acme().id(), Name.key(name)).orElseThrow();
    }
}
