package io.sendyard.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
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
        var submission =
                new SmtpServerProperties.Submission(null, certificate, key, false, false, 10);
        return new SmtpCertificate(
                new SmtpServerProperties(submission, new SmtpServerProperties.Bounces(-1)));
    }
}
