package io.sendyard.sender;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.sendyard.core.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Security;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * An RSA key of 2048 bits (RFC 8301 section 3.2), both halves in Base64.
 *
 * @param privateKey PKCS #8
 * @param publicKey a SubjectPublicKeyInfo, as DKIM's {@code p=} takes it
 */
record DkimKeyPair(Secret privateKey, String publicKey) {

    private static final String ALGORITHM = "RSA";
    private static final int BITS = 2048;

    // Signing is most of what a message costs. The native provider does it four times as fast as
    // the JDK's, and where there is none for this machine the JDK's goes on.
    static {
        var provider = AmazonCorrettoCryptoProvider.INSTANCE;
        if (provider.getLoadingError() == null) {
            Security.insertProviderAt(provider, 1);
        }
    }

    /** A new one; this takes some tenths of a second. */
    static DkimKeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(BITS);
            var pair = generator.generateKeyPair();
            return new DkimKeyPair(
                    Secret.of(base64(pair.getPrivate().getEncoded())),
                    base64(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has RSA", e);
        }
    }

    /** Reads a private half. */
    static PrivateKey read(Secret privateKey) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(
                                    Base64.getDecoder().decode(privateKey.reveal())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A DKIM key that was kept can't be read", e);
        }
    }

    private static String base64(byte[] encoded) {
        return Base64.getEncoder().encodeToString(encoded);
    }
}
