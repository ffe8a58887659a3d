package io.sendyard.delivery;

import io.sendyard.TestOutside.TestDns;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.message.Lane;
import io.sendyard.mime.CrlfBytes;
import io.sendyard.mime.SevenBitEncoding;
import io.sendyard.smtp.Credentials;
import io.sendyard.smtp.client.ClientOptions;
import io.sendyard.smtp.client.OutgoingMail;
import io.sendyard.smtp.client.Timeouts;
import io.sendyard.smtp.client.TlsPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Routes to sinks, with short timeouts, and messages for them. */
final class TestRoutes {

    static final Duration PATIENCE = Duration.ofMillis(700);

    private TestRoutes() {}

    static ClientOptions options(TlsPolicy tls, @Nullable Credentials credentials) {
        return new ClientOptions("mail.sendyard.example", tls, credentials, Timeouts.all(PATIENCE));
    }

    /** By the one host, as a relay. */
    static Route relay(Sink sink, TlsPolicy tls, @Nullable Credentials credentials) {
        var relay = new DeliveryProperties.Relay("127.0.0.1", sink.port(), null, null, tls, 4);
        return new RelayRoute(relay, options(tls, credentials));
    }

    /** By MX records, as {@code dns} has them. */
    static Route direct(TestDns dns, int port, boolean anywhere) {
        var direct = new DeliveryProperties.Direct(TlsPolicy.OPPORTUNISTIC, 4, 0, port, anywhere);
        return new DirectRoute(dns, direct, options(TlsPolicy.OPPORTUNISTIC, null));
    }

    static Claim claim(String address) {
        return new Claim(
                7,
                MessageId.fresh(),
                1,
                false,
                1,
                Lane.TRANSACTIONAL,
                EmailAddress.parse(address).orElseThrow(),
                1,
                0,
                Instant.now().plusSeconds(3600),
                null,
                null);
    }

    static OutgoingMail mail(String address, String text) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        int body = CrlfBytes.bodyOf(octets);
        boolean eightBit = CrlfBytes.anyAbove127(octets, body, octets.length);
        return new OutgoingMail(
                "bounces+token@mail.sendyard.example",
                null,
                EmailAddress.parse(address).orElseThrow(),
                CrlfBytes.anyAbove127(octets, 0, body),
                false,
                eightBit,
                (taken, _) -> eightBit && !taken ? SevenBitEncoding.of(octets) : octets);
    }

    /** Delivers one message by a route. */
    static DeliveryAttempt send(Route route) {
        return send(route, "person@example.com", TestQueue.CONTENT);
    }

    static DeliveryAttempt send(Route route, String address, String text) {
        try (var worker = new DeliveryWorker(route)) {
            return worker.deliver(claim(address), mail(address, text));
        }
    }
}
