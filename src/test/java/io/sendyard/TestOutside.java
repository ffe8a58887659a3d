package io.sendyard;

import io.sendyard.core.DomainName;
import io.sendyard.core.Resolver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    public static class TestDns implements Resolver {

        private final Map<String, String> aliases = new ConcurrentHashMap<>();
        private volatile boolean silent;
        private volatile Runnable meanwhile = () -> {};

        public void alias(String name, String target) {
            aliases.put(name, target);
        }

        public void fallSilent() {
            silent = true;
        }

        /** What happens while somebody waits for an answer. */
        public void meanwhile(Runnable act) {
            meanwhile = act;
        }

        void reset() {
            aliases.clear();
            silent = false;
            meanwhile = () -> {};
        }

        @Override
        public List<DomainName> aliases(DomainName domain) throws Unanswered {
            meanwhile.run();
            if (silent) {
                throw new Unanswered("timed out");
            }
            var target = aliases.get(domain.value());
            return target == null ? List.of() : List.of(DomainName.parse(target).orElseThrow());
        }
    }
}
