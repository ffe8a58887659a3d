package io.sendyard.submission;

import io.sendyard.apikey.KeyType;
import io.sendyard.apikey.Program;
import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MemoryBudget;
import io.sendyard.core.MessageId;
import io.sendyard.core.Secret;
import io.sendyard.message.Accepted;
import io.sendyard.message.MessageStatus;
import io.sendyard.server.Mode;
import io.sendyard.server.NewServer;
import io.sendyard.server.Server;
import io.sendyard.smtp.server.MailHandler;
import io.sendyard.smtp.server.ServerLimits;
import io.sendyard.smtp.server.ServerOptions;
import io.sendyard.smtp.server.SmtpServer;
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
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** An SMTP server on a free port that records the messages it accepts. */
public final class TestSmtpServer implements AutoCloseable {

    public static final String KEY = "txk_live_ofthetestdoor";
    public static final Server SERVER =
            new Server(1, new NewServer("Production", null, Mode.LIVE), Instant.EPOCH);
    public static final ServerLimits LIMITS =
            new ServerLimits(
                    200_000,
                    10,
                    50,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(1));
    public static final String PEM = TestCertificate.pem();
    public static final SSLContext TLS =
            SslBundle.of(
                            new PemSslStoreBundle(
                                    PemSslStoreDetails.forCertificate(PEM).withPrivateKey(PEM),
                                    PemSslStoreDetails.forCertificate(PEM)))
                    .createSslContext();

    public final List<Received> received = new CopyOnWriteArrayList<>();
    private final SmtpServer server;
    private volatile boolean revoked;

    public TestSmtpServer() {
        this(LIMITS);
    }

    public TestSmtpServer(ServerLimits limits) {
        this(limits, false, InetAddress::isLoopbackAddress, new MemoryBudget(1_000_000));
    }

    public TestSmtpServer(
            ServerLimits limits,
            boolean encrypted,
            Predicate<InetAddress> acceptsClearKeys,
            MemoryBudget memory) {
        this(TLS, limits, encrypted, acceptsClearKeys, memory);
    }

    private TestSmtpServer(
            @Nullable SSLContext tls,
            ServerLimits limits,
            boolean encrypted,
            Predicate<InetAddress> acceptsClearKeys,
            MemoryBudget memory) {
        var submissions =
                new SubmissionHandler(
                        this::program, this::keep, new TraceClauses("mail.example", false));
        server = open(tls, limits, encrypted, acceptsClearKeys, memory, submissions);
    }

    private TestSmtpServer(Predicate<EmailAddress> expected) {
        server =
                open(
                        TLS,
                        LIMITS,
                        false,
                        InetAddress::isLoopbackAddress,
                        new MemoryBudget(1_000_000),
                        new BounceHandler(
                                expected,
                                (_, recipient, message) ->
                                        received.add(new Received(List.of(recipient), message)),
                                new DomainName("mail.example")));
    }

    /** A server without a certificate, which accepts keys from {@code acceptsClearKeys}. */
    public static TestSmtpServer withoutTls(Predicate<InetAddress> acceptsClearKeys) {
        return new TestSmtpServer(
                null, LIMITS, false, acceptsClearKeys, new MemoryBudget(1_000_000));
    }

    /** A server for bounces to {@code address}. */
    public static TestSmtpServer bounces(String address) {
        return new TestSmtpServer(recipient -> recipient.toString().equals(address));
    }

    /** A server with a handler of the test's own. */
    public static SmtpServer before(MailHandler handler) {
        return open(
                TLS,
                LIMITS,
                false,
                InetAddress::isLoopbackAddress,
                new MemoryBudget(1_000_000),
                handler);
    }

    public int port() {
        return server.port();
    }

    public SmtpServer server() {
        return server;
    }

    public void revoke() {
        revoked = true;
    }

    public RawSmtpClient client() {
        return RawSmtpClient.at(port());
    }

    /** A client that has authenticated. */
    public RawSmtpClient program() {
        return client().signedIn(KEY);
    }

    @Override
    public void close() {
        server.close(Duration.ZERO);
    }

    private Optional<Program> program(Secret secret) {
        return Optional.of(new Program(SERVER, KeyType.SEND_ONLY))
                .filter(_ -> !revoked && secret.reveal().equals(KEY));
    }

    private Accepted keep(
            Server server, List<EmailAddress> recipients, String trace, byte[] message) {
        received.add(new Received(recipients, message));
        return new Accepted(MessageId.fresh(), MessageStatus.QUEUED);
    }

    private static SmtpServer open(
            @Nullable SSLContext tls,
            ServerLimits limits,
            boolean encrypted,
            Predicate<InetAddress> acceptsClearKeys,
            MemoryBudget memory,
            MailHandler handler) {
        try {
            return SmtpServer.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    new ServerOptions(
                            "mail.example",
                            tls,
                            encrypted,
                            acceptsClearKeys,
                            limits,
                            memory,
                            handler));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A message that was taken in. */
    public record Received(List<EmailAddress> recipients, byte[] message) {

        public String text() {
            return new String(message, StandardCharsets.ISO_8859_1);
        }
    }
}
