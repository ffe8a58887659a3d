package io.sendyard.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReversePathTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a@b.example",
                "root@localhost",
                "backup@nas",
                "cron@build_1.example",
                "scanner@[10.1.2.3]",
                "scanner@[IPv6:2001:db8::1]",
                "scanner@[IPv6:::ffff:192.0.2.1]",
                "scanner@[x-tag:anything]",
                "www-data@web-1.local",
                "\"a b\"@c",
                "\"a@b\\\"\"@c.example",
                "a..b@docomo.example",
                "bounce+x=y.example@c.example",
                "@relay.example,@other.example:a@b.example",
                "jörg@bücher.example",
                "a@127.0.0.1"
            })
    void takesAnyMailbox(String path) {
        assertThat(ReversePath.isValid(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a@",
                "@b.example",
                "a@b@c.example",
                "a@b..example",
                "a@.example",
                "a@-b.example",
                "a@b-.example",
                "a@b.example.",
                "a@[10.1.2]",
                "a@[10.1.2.256]",
                "a@[IPv6:10.1.2.3.4]",
                "a@[IPv6:2001:db8::1%eth0]",
                "a@[]",
                "a@[x",
                "a@b!c",
                "a(c)@b.example",
                "\"a\"b@c.example",
                "@relay.example:",
                "relay.example:a@b.example"
            })
    void refusesWhatIsNone(String path) {
        assertThat(ReversePath.isValid(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65})
    void takesALocalPartOf64Octets(int octets) {
        assertThat(ReversePath.isValid("a".repeat(octets) + "@b")).isEqualTo(octets == 64);
        assertThat(ReversePath.isValid("a@" + "b".repeat(octets + 191))).isEqualTo(octets == 64);
    }
}
