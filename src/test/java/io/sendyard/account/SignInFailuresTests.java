package io.sendyard.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.account.SignInFailures.SignInProperties;
import io.sendyard.core.ClientAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SendyardTest
class SignInFailuresTests {

    private static final ClientAddress HERE = ClientAddress.of("192.0.2.1");

    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;

    @Test
    void areForgottenOldestFirstBeyondALimit() {
        clock.stop();
        var failures = new SignInFailures(jdbc, clock, new SignInProperties(1_000), 10);
        for (int i = 0; i < 30; i++) {
            clock.advance(Duration.ofSeconds(1));
            failures.add("guess%d@acme.example".formatted(i), HERE);
        }
        for (int i = 0; i < 6; i++) {
            failures.add("guess29@acme.example", HERE);
        }

        assertThat(jdbc.sql("select count(*) from sign_in_failures").query(Long.class).single())
                .isEqualTo(10);
        assertThat(failures.pause("guess29@acme.example", HERE)).isPositive();
    }

    @Test
    void countAnIpv6NetworkAsOneClient() {
        var failures = new SignInFailures(jdbc, clock, new SignInProperties(1_000));
        for (int i = 0; i < 8; i++) {
            failures.add("ada@acme.example", ClientAddress.of("2001:db8::" + i));
        }

        assertThat(failures.pause("ada@acme.example", ClientAddress.of("2001:db8::ffff")))
                .isPositive();
        assertThat(failures.pause("ada@acme.example", ClientAddress.of("2001:db8:0:1::1")))
                .isZero();
    }

    @Test
    void areLimitedByClientThenByNetworkWhateverTheAddress() {
        var failures = new SignInFailures(jdbc, clock, new SignInProperties(3));
        for (int host = 1; host <= 4; host++) {
            var client = ClientAddress.of("192.0.2." + host);
            for (int i = 0; i < 3; i++) {
                assertThat(failures.pause("ada@acme.example", client)).isZero();
                failures.add("guess%d-%d@acme.example".formatted(host, i), client);
            }
            assertThat(failures.pause("ada@acme.example", client)).isPositive();
        }

        assertThat(failures.pause("ada@acme.example", ClientAddress.of("192.0.2.9"))).isPositive();
        assertThat(failures.pause("ada@acme.example", ClientAddress.of("198.51.100.1"))).isZero();
    }
}
