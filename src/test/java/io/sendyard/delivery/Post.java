package io.sendyard.delivery;

import io.sendyard.TestOutside.TestDns;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.delivery.smtp.Letter;
import io.sendyard.delivery.smtp.Login;
import io.sendyard.delivery.smtp.Terms;
import io.sendyard.delivery.smtp.Timeouts;
import io.sendyard.delivery.smtp.Tls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Ways to sinks, with patience for a moment only, and letters for them. */
final class Post {

    static final Duration PATIENCE = Duration.ofMillis(700);

    private Post() {}

    static Terms terms(Tls tls, @Nullable Login login) {
        return new Terms("mail.sendyard.example", tls, login, Timeouts.all(PATIENCE));
    }

    /** By the one host, as a relay. */
    static Route relay(Sink sink, Tls tls, @Nullable Login login) {
        var relay = new DeliverySettings.Relay("127.0.0.1", sink.port(), null, null, tls, 4);
        return new RelayRoute(relay, terms(tls, login));
    }

    /** By MX records, as {@code dns} has them. */
    static Route direct(TestDns dns, int port, boolean anywhere) {
        var direct = new DeliverySettings.Direct(Tls.OPPORTUNISTIC, 4, 0, port, anywhere);
        return new DirectRoute(dns, direct, terms(Tls.OPPORTUNISTIC, null));
    }

    static Claim claim(String address) {
        return new Claim(
                7,
                MessageId.fresh(),
                1,
                false,
                1,
                0,
                EmailAddress.parse(address).orElseThrow(),
                1,
                0,
                Instant.now().plusSeconds(3600),
                null,
                null);
    }

    static Letter letter(String address, String text) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        int body = Octets.bodyOf(octets);
        boolean eightBit = Octets.anyAbove127(octets, body, octets.length);
        return new Letter(
                "bounces+token@mail.sendyard.example",
                EmailAddress.parse(address).orElseThrow(),
                Octets.anyAbove127(octets, 0, body),
                eightBit,
                taken -> eightBit && !taken ? SevenBit.of(octets) : octets);
    }

    /** One letter by that way. */
    static Trial send(Route route) {
        return send(route, "person@example.com", Mailroom.CONTENT);
    }

    static Trial send(Route route, String address, String text) {
        try (var carrier = new Carrier(route)) {
            return carrier.carry(claim(address), letter(address, text));
        }
    }
}
