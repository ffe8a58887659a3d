package io.sendyard.submission;

import io.sendyard.core.DomainName;
import io.sendyard.core.Room;
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
public class Doors implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** What came in, and the same as it grows. */
    private static final int COPIES = 2;

    private final DoorSettings settings;
    private final DoorCertificate certificate;
    private final Installation installation;
    private final Submissions submissions;
    private final Returns returns;

    private final Room room = Room.ofThisProcess(COPIES);

    private @Nullable Door submission;
    private @Nullable Door encrypted;
    private @Nullable Door bounces;
    private volatile boolean running;

    Doors(
            DoorSettings settings,
            DoorCertificate certificate,
            Installation installation,
            Submissions submissions,
            Returns returns) {
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
        var limits = Limits.submission(programs.connections());
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
                        entrance(tls, false, Limits.returns(programs.connections()), returns));
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

    private Entrance entrance(
            SSLContext tls, boolean encrypted, Limits limits, Reception reception) {
        return new Entrance(
                hostName(),
                tls,
                encrypted,
                settings.submission().allowClearAuth() ? _ -> true : InetAddress::isLoopbackAddress,
                limits,
                room,
                reception);
    }

    private @Nullable Door open(String key, int port, Entrance entrance) {
        if (port == 0) {
            return null;
        }
        var address = new InetSocketAddress(settings.submission().address(), Math.max(0, port));
        try {
            var door = Door.open(address, entrance);
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

    private static OptionalInt port(@Nullable Door door) {
        return door == null ? OptionalInt.empty() : OptionalInt.of(door.port());
    }
}
