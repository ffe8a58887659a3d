package io.sendyard.delivery;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** The certificate of a sink, as trustworthy as its issuer. */
record SinkCertificate(Certificate certificate, SSLContext context) {

    /** A self-signed certificate for another name. */
    static SSLContext unproven() {
        return forHost("somebody.else.example", null).context;
    }

    /** One for a name or, where there is one, an address. */
    static SinkCertificate forHost(String host, @Nullable String address) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            var pair = generator.generateKeyPair();
            var name = new X500Name("CN=" + host);
            var now = Instant.now();
            var alternative =
                    address == null
                            ? new GeneralName(GeneralName.dNSName, host)
                            : new GeneralName(GeneralName.iPAddress, address);
            var built =
                    new JcaX509v3CertificateBuilder(
                                    name,
                                    BigInteger.ONE,
                                    Date.from(now.minus(1, ChronoUnit.DAYS)),
                                    Date.from(now.plus(1, ChronoUnit.DAYS)),
                                    name,
                                    pair.getPublic())
                            .addExtension(
                                    Extension.subjectAlternativeName,
                                    false,
                                    new GeneralNames(alternative))
                            .build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(pair.getPrivate()));
            var certificate = new JcaX509CertificateConverter().getCertificate(built);
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "sink", pair.getPrivate(), new char[0], new Certificate[] {certificate});
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return new SinkCertificate(certificate, context);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
