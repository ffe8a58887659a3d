package io.sendyard.submission;

import io.sendyard.web.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.stereotype.Component;

/**
 * The configured certificate of the SMTP ports. Without one they offer no TLS: mail clients reject
 * a certificate that nobody vouches for.
 */
@Component
class SmtpCertificate {

    private final Installation installation;
    private final SmtpServerProperties settings;

    SmtpCertificate(Installation installation, SmtpServerProperties settings) {
        this.installation = installation;
        this.settings = settings;
    }

    Optional<SSLContext> tls() {
        var certificate = installation.submission().certificate();
        var key = settings.submission().privateKey();
        if ((certificate == null) != (key == null)) {
            throw new IllegalStateException(
                    "sendyard.submission.certificate and sendyard.submission.private-key go"
                            + " together");
        }
        return certificate == null || key == null
                ? Optional.empty()
                : Optional.of(context(read(certificate), read(key)));
    }

    private static SSLContext context(String certificate, String key) {
        var details = PemSslStoreDetails.forCertificate(certificate).withPrivateKey(key);
        return SslBundle.of(new PemSslStoreBundle(details, null)).createSslContext();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("%s can't be read".formatted(file), e);
        }
    }
}
