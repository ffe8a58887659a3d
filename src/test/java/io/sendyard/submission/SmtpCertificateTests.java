package io.sendyard.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sendyard.web.Installation;
import io.sendyard.web.SmtpAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmtpCertificateTests {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void isNotThereUnlessConfigured() {
        assertThat(certificate(null, null).tls()).isEmpty();
    }

    @Test
    void isReadFromTheConfiguredFiles() throws IOException {
        var pem = Files.writeString(folder.resolve("own.pem"), TestSmtpServer.PEM);

        assertThat(certificate(pem, pem).tls()).isPresent();
    }

    @Test
    void needsItsKeyAndTheKeyItsCertificate() throws IOException {
        var pem = Files.writeString(folder.resolve("own.pem"), TestSmtpServer.PEM);

        for (var half : new SmtpCertificate[] {certificate(pem, null), certificate(null, pem)}) {
            assertThatIllegalStateException()
                    .isThrownBy(half::tls)
                    .withMessageContaining("sendyard.submission.certificate")
                    .withMessageContaining("sendyard.submission.private-key");
        }
    }

    private static SmtpCertificate certificate(@Nullable Path certificate, @Nullable Path key) {
        var installation =
                new Installation(
                        URI.create("http://localhost"),
                        new Installation.Delivery(Installation.Transport.CAPTURE, null),
                        new SmtpAccess(-1, -1, certificate, false));
        var submission = new SmtpServerProperties.Submission(null, key, false, 10);
        return new SmtpCertificate(
                installation,
                new SmtpServerProperties(submission, new SmtpServerProperties.Bounces(-1)));
    }
}
