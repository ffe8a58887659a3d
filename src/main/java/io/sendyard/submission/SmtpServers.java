package io.sendyard.submission;

import io.sendyard.core.DomainName;
import io.sendyard.core.MemoryBudget;
import io.sendyard.smtp.server.MailHandler;
import io.sendyard.smtp.server.ServerLimits;
import io.sendyard.smtp.server.ServerOptions;
import io.sendyard.smtp.server.SmtpServer;
import io.sendyard.web.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The doors at which mail comes in by SMTP: two for submission, one for what comes back. They open
 * when all else is ready, and are the first to close.
 */
@Component
public class SmtpServers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpServers.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** What came in, and the same as it grows. */
    private static final int COPIES = 2;

    private final SmtpServerProperties settings;
    private final SmtpCertificate certificate;
    private final Installation installation;
    private final SubmissionHandler submissions;
    private final BounceHandler returns;

    private final MemoryBudget room = MemoryBudget.ofThisProcess(COPIES);

    private @Nullable SmtpServer submission;
    private @Nullable SmtpServer encrypted;
    private @Nullable SmtpServer bounces;
    private volatile boolean running;

    SmtpServers(
            SmtpServerProperties settings,
            SmtpCertificate certificate,
            Installation installation,
            SubmissionHandler submissions,
            BounceHandler returns) {
        this.settings = settings;
        this.certificate = certificate;
        this.installation = installation;
        this.submissions = submissions;
        this.returns = returns;
    }

    /** The port where programs hand in mail and STARTTLS is offered; none where it is off. */
    public OptionalInt submissionPort() {
        return port(submission);
    }

    /** The port where programs hand in mail by TLS from the first octet; none where it is off. */
    public OptionalInt encryptedPort() {
        return port(encrypted);
    }

    /** The port where mail comes back to return paths; none where it is off. */
    public OptionalInt bouncesPort() {
        return port(bounces);
    }

    @Override
    public void start() {
        running = true;
        if (settings.allOff()) {
            return;
        }
        var tls = certificate.tls();
        var programs = settings.submission();
        var limits = ServerLimits.submission(programs.connections());
        submission =
                open(
                        "sendyard.submission.port",
                        programs.port(),
                        entrance(tls, false, limits, submissions));
        encrypted =
                open(
                        "sendyard.submission.tls-port",
                        programs.tlsPort(),
                        entrance(tls, true, limits, submissions));
        bounces =
                open(
                        "sendyard.bounces.port",
                        settings.bounces().port(),
                        entrance(
                                tls, false, ServerLimits.returns(programs.connections()), returns));
    }

    /** Waits for the answers to what is coming in, at all doors at once. */
    @Override
    public void stop() {
        running = false;
        try (var closing = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream.of(submission, encrypted, bounces)
                    .flatMap(Stream::ofNullable)
                    .forEach(door -> closing.execute(() -> door.close(GRACE)));
        }
    }

    @Override
    public void stop(Runnable callback) {
        Thread.ofVirtual()
                .start(() -> {
                    stop();
                    callback.run();
                });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private ServerOptions entrance(
            SSLContext tls, boolean encrypted, ServerLimits limits, MailHandler reception) {
        return new ServerOptions(
                hostName(),
                tls,
                encrypted,
                settings.submission().allowClearAuth() ? _ -> true : InetAddress::isLoopbackAddress,
                limits,
                room,
                reception);
    }

    private @Nullable SmtpServer open(String key, int port, ServerOptions entrance) {
        if (port == 0) {
            return null;
        }
        var address = new InetSocketAddress(settings.submission().address(), Math.max(0, port));
        try {
            var door = SmtpServer.open(address, entrance);
            LOG.info("Mail comes in at port {} ({})", door.port(), key);
            return door;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Port %d can't be opened: %s. %s chooses another, 0 none."
                            .formatted(port, e.getMessage(), key),
                    e);
        }
    }

    private String hostName() {
        return Optional.ofNullable(settings.delivery().hostname())
                .or(() -> installation.host().map(DomainName::value))
                .orElse("localhost");
    }

    private static OptionalInt port(@Nullable SmtpServer door) {
        return door == null ? OptionalInt.empty() : OptionalInt.of(door.port());
    }
}
