package io.sendyard;

import io.sendyard.core.DnsResolver;
import io.sendyard.core.EmailAddress;
import io.sendyard.sender.AddressConfirmation;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What lies outside of Sendyard, held still: the time of day and the world's DNS. */
@TestConfiguration(proxyBeanMethods = false)
public class TestOutside {

    @Bean
    @Primary
    TestClock testClock() {
        return new TestClock();
    }

    @Bean
    @Primary
    TestDns testDns() {
        return new TestDns();
    }

    @Bean
    TestPost testPost() {
        return new TestPost();
    }

    /** Reads the email to addresses that are to be confirmed. */
    public static class TestPost implements AddressConfirmation {

        private final Map<String, URI> links = new ConcurrentHashMap<>();

        @Override
        public void mail(long serverId, EmailAddress address, URI link) {
            links.put(address.toString(), link);
        }

        /** The link that an address got last. */
        public URI link(String address) {
            return Objects.requireNonNull(links.get(address));
        }
    }

    /** Real time, which a test can put forward. */
    public static class TestClock extends Clock {

        private volatile Duration ahead = Duration.ZERO;
        private volatile @Nullable Instant stopped;

        /** Lets no time pass but what {@link #advance} adds. */
        public void stop() {
            stopped = Instant.now();
        }

        public void advance(Duration step) {
            ahead = ahead.plus(step);
        }

        void reset() {
            ahead = Duration.ZERO;
            stopped = null;
        }

        @Override
        public Instant instant() {
            var now = stopped;
            return (now == null ? Instant.now() : now).plus(ahead).truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("Sendyard lives in UTC");
        }
    }

    /** A DNS that knows what a test told it, and can be out of reach. */
    public static final class TestDns implements DnsResolver {

        private final Map<String, List<String>> aliases = new ConcurrentHashMap<>();
        private final Map<String, List<String>> texts = new ConcurrentHashMap<>();
        private final Map<String, List<String>> exchanges = new ConcurrentHashMap<>();
        private final Map<String, List<String>> addresses = new ConcurrentHashMap<>();
        private volatile boolean silent;
        private volatile Runnable meanwhile = () -> {};

        public TestDns() {
            reset();
        }

        public void alias(String name, String target) {
            aliases.put(name, List.of(target));
        }

        public void texts(String name, String... values) {
            texts.put(name, List.of(values));
        }

        public void noTexts(String name) {
            texts.remove(name);
        }

        /** The hosts of a domain, the most preferred first; one empty string is the null MX. */
        public void exchanges(String domain, String... hosts) {
            exchanges.put(domain, List.of(hosts));
        }

        /** The addresses of a host, in figures. */
        public void addresses(String host, String... figures) {
            addresses.put(host, List.of(figures));
        }

        public void fallSilent() {
            silent = true;
        }

        /** Runs while an answer is awaited. */
        public void meanwhile(Runnable act) {
            meanwhile = act;
        }

        void reset() {
            List.of(aliases, texts, exchanges, addresses).forEach(Map::clear);
            addresses("mail.sendyard.example", "192.0.2.25");
            silent = false;
            meanwhile = () -> {};
        }

        @Override
        public List<String> aliases(String name) throws Unanswered {
            return answer(aliases, name);
        }

        @Override
        public List<String> texts(String name) throws Unanswered {
            return answer(texts, name);
        }

        @Override
        public List<Exchange> exchanges(String name) throws Unanswered, NoSuchDomain {
            var hosts = answer(exchanges, name);
            if (hosts.isEmpty() && !addresses.containsKey(name)) {
                throw new NoSuchDomain(name);
            }
            return IntStream.range(0, hosts.size())
                    .mapToObj(i -> new Exchange(10 * (i + 1), hosts.get(i)))
                    .toList();
        }

        @Override
        public List<InetAddress> addresses(String host) throws Unanswered {
            return answer(addresses, host).stream().map(InetAddress::ofLiteral).toList();
        }

        private List<String> answer(Map<String, List<String>> records, String name)
                throws Unanswered {
            meanwhile.run();
            if (silent) {
                throw new Unanswered("timed out");
            }
            return records.getOrDefault(name, List.of());
        }
    }
}
