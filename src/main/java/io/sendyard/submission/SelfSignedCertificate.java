package io.sendyard.submission;

import io.sendyard.core.DomainName;
import io.sendyard.core.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes a certificate that signs itself (RFC 5280), for this machine and the installation's host.
 */
record SelfSignedCertificate(Optional<DomainName> host, Instant now) {

    private static final Duration LIFE = Duration.ofDays(3650);
    private static final Duration EARLY = Duration.ofDays(1);
    private static final Duration LATE = Duration.ofDays(30);
    private static final int SERIAL_DIGITS = 30;

    /** A certificate and its key in PEM. */
    String make() {
        try {
            var pair = KeyPairGenerator.getInstance("EC");
            pair.initialize(new ECGenParameterSpec("secp256r1"));
            var keys = pair.generateKeyPair();
            var name = new X500Name("CN=" + host.map(DomainName::value).orElse("localhost"));
            var certificate =
                    new JcaX509v3CertificateBuilder(
                                    name,
                                    serial(),
                                    Date.from(now.minus(EARLY)),
                                    Date.from(now.plus(LIFE)),
                                    name,
                                    keys.getPublic())
                            .addExtension(Extension.subjectAlternativeName, false, names())
                            .addExtension(
                                    Extension.basicConstraints, true, new BasicConstraints(true))
                            .build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(keys.getPrivate()));
            var pem = new StringWriter();
            try (var writer = new JcaPEMWriter(pem)) {
                writer.writeObject(new JcaMiscPEMGenerator(certificate));
                writer.writeObject(new JcaPKCS8Generator(keys.getPrivate(), null));
            }
            return pem.toString();
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("Every Java platform makes certificates", e);
        }
    }

    /** Whether a certificate is good for a while yet, and for the host. */
    boolean stillServes(String pem) {
        try {
            var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            var certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(bytes);
            var names = String.valueOf(certificate.getSubjectAlternativeNames());
            return certificate.getNotAfter().toInstant().isAfter(now.plus(LATE))
                    && host.map(DomainName::value).map(names::contains).orElse(true);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private GeneralNames names() {
        var here =
                Stream.of(
                        new GeneralName(GeneralName.dNSName, "localhost"),
                        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                        new GeneralName(GeneralName.iPAddress, "::1"));
        var known = host.map(name -> new GeneralName(GeneralName.dNSName, name.value())).stream();
        return new GeneralNames(Stream.concat(here, known).toArray(GeneralName[]::new));
    }

    private static BigInteger serial() {
        return new BigInteger(
                Secret.random("", SERIAL_DIGITS).hash().substring(0, SERIAL_DIGITS), 16);
    }
}
