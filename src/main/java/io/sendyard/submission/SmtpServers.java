package io.sendyard.submission;

import io.sendyard.core.MemoryBudget;
import io.sendyard.core.PlatformThread;
import io.sendyard.message.MessageAcceptance;
import io.sendyard.smtp.server.MailHandler;
import io.sendyard.smtp.server.ServerLimits;
import io.sendyard.smtp.server.ServerOptions;
import io.sendyard.smtp.server.SmtpServer;
import io.sendyard.web.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The SMTP servers: two for submission, one for bounces. They start last and stop first. */
@Component
public class SmtpServers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpServers.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** A message, and its copy while the buffer grows. */
    private static final int COPIES = 2;

    private final SmtpServerProperties settings;
    private final SmtpCertificate certificate;
    private final Installation installation;
    private final SubmissionHandler submissionHandler;
    private final BounceHandler bounceHandler;

    private final MemoryBudget memory = MemoryBudget.ofThisProcess(COPIES);

    private @Nullable SmtpServer submission;
    private @Nullable SmtpServer encrypted;
    private @Nullable SmtpServer bounces;
    private volatile boolean running;

    SmtpServers(
            SmtpServerProperties settings,
            SmtpCertificate certificate,
            Installation installation,
            SubmissionHandler submissionHandler,
            BounceHandler bounceHandler) {
        this.settings = settings;
        this.certificate = certificate;
        this.installation = installation;
        this.submissionHandler = submissionHandler;
        this.bounceHandler = bounceHandler;
    }

    /** The port for submission; empty if it is off. */
    public OptionalInt submissionPort() {
        return port(submission);
    }

    /**
     * The port for submission with TLS from the first byte; empty if it is off or no certificate is
     * configured.
     */
    public OptionalInt encryptedPort() {
        return port(encrypted);
    }

    /** The port for bounces; empty if it is off. */
    public OptionalInt bouncesPort() {
        return port(bounces);
    }

    @Override
    public void start() {
        running = true;
        var ports = installation.submission();
        int bouncesPort = settings.bounces().port();
        if (ports.port() == 0 && ports.tlsPort() == 0 && bouncesPort == 0) {
            return;
        }
        var tls = certificate.tls().orElse(null);
        if (tls == null) {
            LOG.info(
                    "SMTP offers no TLS because sendyard.submission.certificate and"
                            + " sendyard.submission.private-key are not set");
        }
        var programs = settings.submission();
        var limits =
                ServerLimits.submission(
                        MessageAcceptance.MOST_BYTES,
                        MessageAcceptance.MOST_RECIPIENTS,
                        programs.connections());
        submission =
                open(
                        "sendyard.submission.port",
                        ports.port(),
                        options(tls, false, limits, submissionHandler));
        encrypted =
                open(
                        "sendyard.submission.tls-port",
                        tls == null ? 0 : ports.tlsPort(),
                        options(tls, true, limits, submissionHandler));
        bounces =
                open(
                        "sendyard.bounces.port",
                        bouncesPort,
                        options(
                                tls,
                                false,
                                ServerLimits.bounces(
                                        MessageAcceptance.MOST_BYTES, programs.connections()),
                                bounceHandler));
    }

    /** Stops all servers at once and waits for their replies. */
    @Override
    public void stop() {
        running = false;
        try (var closing = Executors.newCachedThreadPool(PlatformThread.factory("smtp-stop"))) {
            Stream.of(submission, encrypted, bounces)
                    .flatMap(Stream::ofNullable)
                    .forEach(server -> closing.execute(() -> server.close(GRACE)));
        }
    }

    @Override
    public void stop(Runnable callback) {
        PlatformThread.start(
                "smtp-stop",
                () -> {
                    stop();
                    callback.run();
                });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private ServerOptions options(
            @Nullable SSLContext tls, boolean encrypted, ServerLimits limits, MailHandler handler) {
        return new ServerOptions(
                installation.mailHostName(),
                tls,
                encrypted,
                installation.submission().allowClearAuth()
                        ? _ -> true
                        : InetAddress::isLoopbackAddress,
                limits,
                memory,
                handler);
    }

    private @Nullable SmtpServer open(String key, int port, ServerOptions options) {
        if (port == 0) {
            return null;
        }
        var address = new InetSocketAddress(settings.submission().address(), Math.max(0, port));
        try {
            var server = SmtpServer.open(address, options);
            LOG.info("Mail comes in at port {} ({})", server.port(), key);
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Port %d can't be opened: %s. %s chooses another, 0 none."
                            .formatted(port, e.getMessage(), key),
                    e);
        }
    }

    private static OptionalInt port(@Nullable SmtpServer server) {
        return server == null ? OptionalInt.empty() : OptionalInt.of(server.port());
    }
}
