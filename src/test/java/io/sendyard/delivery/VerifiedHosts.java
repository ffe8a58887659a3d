package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.smtp.client.ClientOptions;
import io.sendyard.smtp.client.Timeouts;
import io.sendyard.smtp.client.TlsPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;

/**
 * A process that trusts two certificates, one for the sink's address and one for another name.
 * Trust is decided when it is first needed, so this needs a process of its own.
 */
final class VerifiedHosts {

    /** It begins cold. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private VerifiedHosts() {}

    /** The result of a message to each host, one per line. */
    static List<String> inAProcessOfTheirOwn(Path folder) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var said = folder.resolve("said");
        var process =
                new ProcessBuilder(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                VerifiedHosts.class.getName(),
                                folder.toString())
                        .redirectOutput(said.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllLines(said);
    }

    public static void main(String[] folder) throws Exception {
        var right = SinkCertificate.forHost("sink.example", "127.0.0.1");
        var other = SinkCertificate.forHost("somebody.else.example", null);
        believe(Path.of(folder[0]).resolve("believed.p12"), right, other);
        try (var sink = Sink.open().offering("STARTTLS")) {
            send("by its address", sink.sealedBy(right.context()), TlsPolicy.REQUIRED);
            send("by another name", sink.sealedBy(other.context()), TlsPolicy.REQUIRED);
            send(
                    "by another name at once",
                    sink.sealedFromTheStartBy(other.context()),
                    TlsPolicy.IMPLICIT);
        }
        try (var sink = Sink.open().offering("STARTTLS")) {
            send(
                    "by another name, unasked",
                    sink.sealedBy(other.context()),
                    TlsPolicy.OPPORTUNISTIC);
        }
    }

    private static void send(String what, Sink sink, TlsPolicy tls) {
        var relay = new DeliveryProperties.Relay("127.0.0.1", sink.port(), null, null, tls, 4);
        var options = new ClientOptions("mail.sendyard.example", tls, null, Timeouts.all(PATIENCE));
        var attempt = TestRoutes.send(new RelayRoute(relay, options));
        var code = attempt.end() == DeliveryAttempt.End.TAKEN ? null : attempt.enhancedCode();
        System.out.println(what + ": " + attempt.end() + " " + code);
    }

    private static void believe(Path file, SinkCertificate... some)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < some.length; i++) {
            store.setCertificateEntry("sink" + i, some[i].certificate());
        }
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "believed".toCharArray());
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "believed");
    }
}
