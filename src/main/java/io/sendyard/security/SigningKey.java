package io.sendyard.security;

import io.sendyard.database.DataDirectory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.stereotype.Component;

/**
 * The RSA key that signs JWTs: from the configuration, or made at the first start and kept in the
 * data directory.
 */
@Component
class SigningKey {

    private static final int BITS = 2048;
    private static final String RSA = "RSA";

    private final RSAPrivateCrtKey privateKey;
    private final RSAPublicKey publicKey;

    SigningKey(SigningKeyProperties settings, DataDirectory data) throws GeneralSecurityException {
        var pem =
                settings.privateKey() == null
                        ? data.keep("jwt-signing-key.pem", SigningKey::generate)
                        : settings.privateKey();
        var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        privateKey = (RSAPrivateCrtKey) RsaKeyConverters.pkcs8().convert(bytes);
        var halves = new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent());
        publicKey = (RSAPublicKey) KeyFactory.getInstance(RSA).generatePublic(halves);
    }

    RSAPrivateCrtKey privateKey() {
        return privateKey;
    }

    RSAPublicKey publicKey() {
        return publicKey;
    }

    private static String generate() {
        try {
            var generator = KeyPairGenerator.getInstance(RSA);
            generator.initialize(BITS);
            var bytes = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                    .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform makes RSA keys", e);
        }
    }

    /**
     * Where the key comes from.
     *
     * @param privateKey PKCS #8 in PEM (RFC 7468 section 10), for nodes that share one; none to
     *     keep it in the data directory
     */
    @ConfigurationProperties("sendyard.jwt")
    record SigningKeyProperties(@Nullable String privateKey) {}
}
