package io.sendyard.analytics;

import io.sendyard.server.ServerPart;
import io.sendyard.server.StreamPart;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the hourly counts are to a server and to its streams. They go after the messages, since as
 * long as there is a recipient its outcome may still be counted.
 */
@Component
@Order(CountsOfServer.AFTER_MESSAGES)
class CountsOfServer implements ServerPart {

    /** Parts are purged from the highest number to the lowest; messages have 40. */
    static final int AFTER_MESSAGES = 35;

    private final JdbcClient jdbc;

    CountsOfServer(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "Hours of statistics";
    }

    /** They are but the messages once more. */
    @Override
    public boolean told() {
        return false;
    }

    @Override
    public long count(long serverId) {
        return jdbc.sql("select count(*) from hourly_count where server_id = ?")
                .param(serverId)
                .query(Long.class)
                .single();
    }

    @Override
    public int purge(long serverId, int atMost) {
        return jdbc.sql(
                        """
                        delete from hourly_count where server_id = :server and (hour_at, stream_id) in
                            (select hour_at, stream_id from hourly_count where server_id = :server limit :most)\
                        """)
                .param("server", serverId)
                .param("most", atMost)
                .update();
    }

    /** The same of one stream. */
    @Component
    @Order(AFTER_MESSAGES)
    static class OfStream implements StreamPart {

        private final JdbcClient jdbc;

        OfStream(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public int purge(long streamId, int atMost) {
            return jdbc.sql(
                            """
                            delete from hourly_count where stream_id = :stream and hour_at in
                                (select hour_at from hourly_count where stream_id = :stream limit :most)\
                            """)
                    .param("stream", streamId)
                    .param("most", atMost)
                    .update();
        }
    }
}
