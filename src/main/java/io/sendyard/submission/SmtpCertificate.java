package io.sendyard.submission;

import io.sendyard.web.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.stereotype.Component;

/**
 * The certificate of the SMTP servers: the configured one, or a generated one that is stored in the
 * data directory, readable only by its owner, until it expires or the installation's host changes.
 */
@Component
class SmtpCertificate {

    private static final String FILE = "smtp-certificate.pem";

    private final SmtpServerProperties settings;
    private final Installation installation;
    private final Clock clock;

    SmtpCertificate(SmtpServerProperties settings, Installation installation, Clock clock) {
        this.settings = settings;
        this.installation = installation;
        this.clock = clock;
    }

    SSLContext tls() {
        var certificate = settings.submission().certificate();
        var key = settings.submission().privateKey();
        if ((certificate == null) != (key == null)) {
            throw new IllegalStateException(
                    "sendyard.submission.certificate and sendyard.submission.private-key go together");
        }
        return certificate == null || key == null
                ? context(own(), own())
                : context(read(certificate), read(key));
    }

    private static SSLContext context(String certificate, String key) {
        var details = PemSslStoreDetails.forCertificate(certificate).withPrivateKey(key);
        return SslBundle.of(new PemSslStoreBundle(details, null)).createSslContext();
    }

    private String own() {
        var file = settings.dataDir().resolve(FILE);
        var maker = new SelfSignedCertificate(installation.host(), clock.instant());
        if (Files.notExists(file) || !maker.stillServes(read(file))) {
            keep(file, maker.make());
        }
        return read(file);
    }

    private static void keep(Path file, String pem) {
        try {
            Files.createDirectories(file.getParent());
            // Temporary files are created readable only by their owner.
            var draft = Files.createTempFile(file.getParent(), FILE, ".new");
            Files.writeString(draft, pem);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("%s can't be written".formatted(file), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("%s can't be read".formatted(file), e);
        }
    }
}
