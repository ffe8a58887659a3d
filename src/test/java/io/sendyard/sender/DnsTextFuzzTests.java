package io.sendyard.sender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import io.sendyard.core.DnsResolver;
import io.sendyard.core.DomainName;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** Any content of DNS: a finding with little to show. */
class DnsTextFuzzTests {

    private static final DomainName DOMAIN = new DomainName("mail.acme.example");
    private static final DomainName HOST = new DomainName("mail.example");
    private static final List<ExpectedRecord> WANTED =
            List.of(
                    DomainRecords.ownership(DOMAIN, "abc"),
                    DomainRecords.returnPath(DOMAIN, HOST),
                    DomainRecords.spf(DOMAIN, HOST),
                    DomainRecords.dmarc(DOMAIN),
                    ExpectedRecord.below(
                            DOMAIN,
                            RecordPurpose.DKIM,
                            "sy1._domainkey",
                            "v=DKIM1; k=rsa; p=MIIBIjANBg"));

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void isJudged(byte[] input) throws Exception {
        var texts = List.of(new String(Fuzzed.stretched(input), UTF_8).split("\n", -1));
        var check = new RecordCheck(new Published(texts));
        for (var expected : WANTED) {
            var found = Fuzzed.withinLimit(() -> check.look(expected)).found();
            if (found != null) {
                assertThat(found.length()).isLessThanOrEqualTo(501);
                assertThat(found).doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]");
            }
        }
        DomainName.parse(texts.getFirst()).ifPresent(new PublicSuffixes()::contains);
    }

    /** The same texts at every name. */
    private record Published(List<String> found) implements DnsResolver {

        @Override
        public List<String> aliases(String name) {
            return found;
        }

        @Override
        public List<String> texts(String name) {
            return found;
        }

        @Override
        public List<Exchange> exchanges(String name) {
            return List.of();
        }

        @Override
        public List<InetAddress> addresses(String host) {
            return List.of();
        }
    }
}
