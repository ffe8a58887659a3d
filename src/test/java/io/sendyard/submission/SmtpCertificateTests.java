package io.sendyard.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sendyard.core.DomainName;
import io.sendyard.web.Installation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmtpCertificateTests {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @Test
    void isMadeOnceForItsOwnerOnly() throws IOException {
        certificate("http://localhost:8080", null, null).tls();
        var file = data.resolve("smtp-certificate.pem");
        var pem = Files.readString(file);
        assertThat(pem).contains("BEGIN CERTIFICATE", "BEGIN PRIVATE KEY");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        certificate("http://localhost:8080", null, null).tls();
        assertThat(file).hasContent(pem);
        assertThat(data.toFile().list()).hasSize(1);
    }

    @Test
    void isMadeAgainForAnotherName() throws IOException {
        certificate("http://localhost:8080", null, null).tls();
        var pem = Files.readString(data.resolve("smtp-certificate.pem"));
        certificate("https://mail.example.com", null, null).tls();
        assertThat(Files.readString(data.resolve("smtp-certificate.pem"))).isNotEqualTo(pem);
    }

    @Test
    void servesItsHostUntilItEnds() {
        var host = DomainName.parse("mail.example.com");
        var pem = new SelfSignedCertificate(host, NOW).make();
        assertThat(new SelfSignedCertificate(host, NOW).stillServes(pem)).isTrue();
        assertThat(new SelfSignedCertificate(Optional.empty(), NOW).stillServes(pem)).isTrue();
        assertThat(
                        new SelfSignedCertificate(DomainName.parse("other.example"), NOW)
                                .stillServes(pem))
                .isFalse();
        assertThat(
                        new SelfSignedCertificate(host, NOW.plus(Duration.ofDays(3640)))
                                .stillServes(pem))
                .isFalse();
        assertThat(new SelfSignedCertificate(host, NOW).stillServes("nonsense")).isFalse();
    }

    @Test
    void canBeConfigured() throws IOException {
        var pem = Files.writeString(data.resolve("own.pem"), TestSmtpServer.PEM);
        assertThat(certificate("http://localhost:8080", pem, pem).tls()).isNotNull();
        assertThat(data.resolve("smtp-certificate.pem")).doesNotExist();
        assertThatIllegalStateException()
                .isThrownBy(() -> certificate("http://localhost:8080", pem, null).tls())
                .withMessageContaining("sendyard.submission.private-key");
    }

    private SmtpCertificate certificate(
            String baseUrl, @Nullable Path certificate, @Nullable Path key) {
        var submission = new SmtpServerProperties.Submission(null, certificate, key, false, 10);
        return new SmtpCertificate(
                new SmtpServerProperties(data, submission, new SmtpServerProperties.Bounces(-1)),
                new Installation(
                        URI.create(baseUrl),
                        new Installation.Delivery(Installation.Transport.CAPTURE, null),
                        new Installation.SubmissionPorts(2525, 2465)),
                Clock.systemUTC());
    }
}
