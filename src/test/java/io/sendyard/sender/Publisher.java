package io.sendyard.sender;

import io.sendyard.TestOutside.TestDns;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Publishes domains' DNS records. */
record Publisher(TestDns dns, JdbcClient jdbc) {

    /** Publishes the ownership records of all accounts that claim the domain. */
    void ownership(SenderIdentity identity) {
        var expected = identity.records(Optional.empty()).getFirst().expected();
        dns.texts(
                expected.host().value(),
                jdbc
                        .sql("select ownership_token from sender_domain where name = ?")
                        .param(expected.domain().value())
                        .query(String.class)
                        .list()
                        .stream()
                        .map(token -> "sendyard-verification=" + token)
                        .toArray(String[]::new));
    }

    /** One selector holds one key, so otherwise one of them only could be right. */
    void giveBothTheSameKey(String name) {
        jdbc.sql(
                        """
                        update dkim_key set public_key = (
                          select min(public_key) from dkim_key k join sender_domain d on d.id = k.domain_id where d.name = :name)
                        where domain_id in (select id from sender_domain where name = :name)\
                        """)
                .param("name", name)
                .update();
    }

    void keys(SenderIdentity identity) {
        identity.records(Optional.empty()).stream()
                .map(DnsRecord::expected)
                .filter(expected -> expected.purpose() == RecordPurpose.DKIM)
                .forEach(expected -> dns.texts(expected.host().value(), expected.value()));
    }
}
