package io.sendyard.security;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many sessions a person has: those that began last. */
@Component
class SessionLimit {

    static final int MOST = 20;

    private final JdbcClient jdbc;

    SessionLimit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ends a person's oldest sessions, so that there is room for one more. */
    void makeRoom(String person) {
        jdbc.sql(
                        """
                        delete from spring_session where principal_name = :person
                            and primary_id not in (
                                select primary_id from spring_session where principal_name = :person
                                order by creation_time desc limit :kept)\
                        """)
                .param("person", person)
                .param("kept", MOST - 1)
                .update();
    }
}
