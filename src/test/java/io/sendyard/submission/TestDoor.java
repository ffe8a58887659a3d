package io.sendyard.submission;

import io.sendyard.apikey.KeyType;
import io.sendyard.apikey.Program;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.core.Room;
import io.sendyard.core.Secret;
import io.sendyard.message.Accepted;
import io.sendyard.message.MessageStatus;
import io.sendyard.server.Mode;
import io.sendyard.server.NewServer;
import io.sendyard.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** A door at a free port, which keeps in a list what is handed in there. */
final class TestDoor implements AutoCloseable {

    static final String KEY = "txk_live_ofthetestdoor";
    static final Server SERVER =
            new Server(1, new NewServer("Production", null, Mode.LIVE), Instant.EPOCH);
    static final Limits LIMITS =
            new Limits(
                    200_000,
                    10,
                    50,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(1));
    static final String PEM =
            new CertificateMaking(Optional.empty(), Instant.parse("2026-01-01T00:00:00Z")).make();
    static final SSLContext TLS =
            SslBundle.of(
                            new PemSslStoreBundle(
                                    PemSslStoreDetails.forCertificate(PEM).withPrivateKey(PEM),
                                    PemSslStoreDetails.forCertificate(PEM)))
                    .createSslContext();

    final List<Received> received = new CopyOnWriteArrayList<>();
    private final Door door;
    private volatile boolean revoked;

    TestDoor() {
        this(LIMITS);
    }

    TestDoor(Limits limits) {
        this(limits, false, InetAddress::isLoopbackAddress, new Room(1_000_000));
    }

    TestDoor(Limits limits, boolean encrypted, Predicate<InetAddress> clearKeys, Room room) {
        door = open(limits, encrypted, clearKeys, room, new Submissions(this::program, this::keep));
    }

    private TestDoor(Predicate<EmailAddress> expected) {
        door =
                open(
                        LIMITS,
                        false,
                        InetAddress::isLoopbackAddress,
                        new Room(1_000_000),
                        new Returns(
                                expected,
                                (recipient, message) ->
                                        received.add(new Received(List.of(recipient), message))));
    }

    /** A door for what comes back to {@code address}. */
    static TestDoor returns(String address) {
        return new TestDoor(recipient -> recipient.toString().equals(address));
    }

    /** A door before a reception of one's own. */
    static Door before(Reception reception) {
        return open(LIMITS, false, InetAddress::isLoopbackAddress, new Room(1_000_000), reception);
    }

    int port() {
        return door.port();
    }

    Door door() {
        return door;
    }

    void revoke() {
        revoked = true;
    }

    SmtpClient client() {
        return SmtpClient.at(port());
    }

    /** A client that has proved who it is. */
    SmtpClient program() {
        return client().signedIn(KEY);
    }

    @Override
    public void close() {
        door.close(Duration.ZERO);
    }

    private Optional<Program> program(Secret secret) {
        return Optional.of(new Program(SERVER, KeyType.SEND_ONLY))
                .filter(_ -> !revoked && secret.reveal().equals(KEY));
    }

    private Accepted keep(Server server, List<EmailAddress> recipients, byte[] message) {
        received.add(new Received(recipients, message));
        return new Accepted(MessageId.fresh(), MessageStatus.QUEUED);
    }

    private static Door open(
            Limits limits,
            boolean encrypted,
            Predicate<InetAddress> clearKeys,
            Room room,
            Reception reception) {
        try {
            return Door.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    new Entrance(
                            "mail.example", TLS, encrypted, clearKeys, limits, room, reception));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A message that was taken in. */
    record Received(List<EmailAddress> recipients, byte[] message) {

        String text() {
            return new String(message, StandardCharsets.ISO_8859_1);
        }
    }
}
