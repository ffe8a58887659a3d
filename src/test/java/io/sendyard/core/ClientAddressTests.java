package io.sendyard.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTests {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,      192.0.2.1,           true,  true",
        "192.0.2.1,      ::ffff:192.0.2.1,    true,  true",
        "192.0.2.1,      192.0.2.2,           false, true",
        "192.0.2.1,      192.0.3.1,           false, false",
        "2001:db8::1,    2001:db8::ffff:0:2,  true,  true",
        "2001:db8::1,    2001:db8:0:1::1,     false, true",
        "2001:db8::1,    2001:db8:1::1,       false, false",
        "2001:db8::1,    192.0.2.1,           false, false",
        "unknown,        '_hidden, for=x',    true,  true",
    })
    void countsIpv6ByItsNetwork(String one, String other, boolean sameHost, boolean sameNetwork) {
        var first = ClientAddress.of(one);
        var second = ClientAddress.of(other);

        assertThat(first.host().equals(second.host())).isEqualTo(sameHost);
        assertThat(first.network().equals(second.network())).isEqualTo(sameNetwork);
    }
}
