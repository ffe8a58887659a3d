package io.sendyard.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.DomainName;
import io.sendyard.sender.dns.NameServer;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Records as people publish them, from a real name server to the verdict. */
class DnsCasesTests {

    private static final DomainName DOMAIN = new DomainName("news.acme.example");
    private static final DomainName HOST = new DomainName("mail.sendyard.example");
    private static final String ADDRESS = "192.0.2.7";
    private static final String SELECTOR = "sy1";
    private static final String KEY = "MIIBIjANBg" + "kqhkiG9w0B".repeat(30) + "AQAB";
    private static final String DKIM = "v=DKIM1; k=rsa; p=" + KEY;

    private final NameServer server = new NameServer();

    DnsCasesTests() throws IOException {}

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = "/cases/dns.tsv",
            delimiter = '\t',
            numLinesToSkip = 1,
            quoteCharacter = '\u0001')
    void areJudged(String id, String purpose, String records, String ok) throws Exception {
        publish(records);
        if (purpose.equals("route")) {
            routesTo(records.split(" ", 2)[0]);
            return;
        }

        var finding = new RecordCheck(server.resolver()).look(expected(purpose));

        assertThat(finding.ok()).as("%s: %s", id, finding).isEqualTo(Boolean.valueOf(ok));
    }

    /** Mail for the domain has a host with an address, whatever the name of the host. */
    private void routesTo(String domain) throws Exception {
        var exchanges = server.resolver().exchanges(domain);
        assertThat(exchanges).singleElement().matches(exchange -> !exchange.isNull());
        assertThat(server.resolver().addresses(exchanges.getFirst().host())).isNotEmpty();
    }

    private void publish(String records) {
        server.publish(HOST.value(), "A", ADDRESS);
        for (var line : filled(records).split(" \\|\\| ", -1)) {
            var cells = line.split(" ", 3);
            server.publish(cells[0], cells[1], cells.length < 3 ? "" : cells[2].translateEscapes());
        }
    }

    private static ExpectedRecord expected(String purpose) {
        return switch (RecordPurpose.valueOf(purpose.toUpperCase(Locale.ROOT))) {
            case OWNERSHIP -> DomainRecords.ownership(DOMAIN, "abc");
            case DKIM ->
                    ExpectedRecord.below(
                            DOMAIN, RecordPurpose.DKIM, SELECTOR + "._domainkey", DKIM);
            case RETURN_PATH -> DomainRecords.returnPath(DOMAIN, HOST);
            case SPF -> DomainRecords.spf(DOMAIN, HOST);
            case DMARC -> DomainRecords.dmarc(DOMAIN);
        };
    }

    private static String filled(String records) {
        return records.replace("{domain}", DOMAIN.value())
                .replace("{host}", HOST.value())
                .replace("{ip}", ADDRESS)
                .replace("{selector}", SELECTOR)
                .replace("{dkim}", DKIM)
                .replace("{p}", KEY);
    }
}
