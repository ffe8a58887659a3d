package io.sendyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SmtpAccessTests {

    private static final Path CERTIFICATE = Path.of("certificate.pem");

    @Test
    void promisesTlsOnlyWithACertificate() {
        var encrypted = new SmtpAccess(2525, 2465, CERTIFICATE, false);
        assertThat(encrypted.security()).isEqualTo("with STARTTLS");
        assertThat(encrypted.tlsOpen()).isTrue();

        var clear = new SmtpAccess(2525, 2465, null, false);
        assertThat(clear.security()).isEqualTo("without TLS, local connections only");
        assertThat(clear.tlsOpen()).isFalse();
        assertThat(new SmtpAccess(2525, 2465, null, true).security()).isEqualTo("without TLS");
    }

    @Test
    void namesNoPortThatIsOff() {
        assertThat(new SmtpAccess(0, 0, CERTIFICATE, false).open()).isFalse();
        assertThat(new SmtpAccess(0, 0, CERTIFICATE, false).tlsOpen()).isFalse();
        assertThat(new SmtpAccess(2525, 0, CERTIFICATE, false).open()).isTrue();
    }
}
