package io.sendyard.analytics;

import io.sendyard.server.PartKind;
import io.sendyard.server.ServerPart;
import io.sendyard.server.StreamPart;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The purge of hourly counts, with their server or with their stream. */
@Configuration(proxyBeanMethods = false)
class HourlyCountPurge {

    private final JdbcClient jdbc;

    HourlyCountPurge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Bean
    ServerPart hourlyCountsOfServer() {
        return new ServerPart(PartKind.HOURLY_COUNTS, this::count, this::purgeServer);
    }

    @Bean
    StreamPart hourlyCountsOfStream() {
        return new StreamPart(PartKind.HOURLY_COUNTS, this::purgeStream);
    }

    private long count(long serverId) {
        return jdbc.sql("select count(*) from hourly_count where server_id = ?")
                .param(serverId)
                .query(Long.class)
                .single();
    }

    private int purgeServer(long serverId, int most) {
        return jdbc.sql(
                        """
                        delete from hourly_count where server_id = :server and (hour_at, stream_id) in
                            (select hour_at, stream_id from hourly_count where server_id = :server limit :most)\
                        """)
                .param("server", serverId)
                .param("most", most)
                .update();
    }

    private int purgeStream(long streamId, int most) {
        return jdbc.sql(
                        """
                        delete from hourly_count where stream_id = :stream and hour_at in
                            (select hour_at from hourly_count where stream_id = :stream limit :most)\
                        """)
                .param("stream", streamId)
                .param("most", most)
                .update();
    }
}
