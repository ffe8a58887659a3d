package io.sendyard.security;

import io.sendyard.core.Secret;
import io.sendyard.database.DataDirectory;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/**
 * Encrypts every secret that must be readable again with AES-GCM, under a key outside the database.
 */
@Component
@Converter(autoApply = true)
class SecretsAtRest implements AttributeConverter<Secret, String> {

    private static final int KEY_BYTES = 32;

    private final BytesEncryptor seal;

    SecretsAtRest(SecretsKeyProperties settings, DataDirectory data) {
        var text =
                settings.key() == null
                        ? data.keep("secrets.key", SecretsAtRest::generate)
                        : settings.key();
        var key = Base64.getDecoder().decode(text.strip());
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "sendyard.secrets.key must be 32 bytes in Base64, and is " + key.length);
        }
        seal = AesGcmBytesEncryptor.withSecretKey(new SecretKeySpec(key, "AES")).build();
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Secret secret) {
        return secret == null
                ? null
                : Base64.getEncoder()
                        .encodeToString(
                                seal.encrypt(secret.reveal().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public @Nullable Secret convertToEntityAttribute(@Nullable String column) {
        return column == null
                ? null
                : Secret.of(
                        new String(
                                seal.decrypt(Base64.getDecoder().decode(column)),
                                StandardCharsets.UTF_8));
    }

    private static String generate() {
        return Base64.getEncoder()
                .encodeToString(KeyGenerators.secureRandom(KEY_BYTES).generateKey());
    }

    /**
     * Where the key comes from.
     *
     * @param key 32 bytes in Base64; none to keep it in the data directory
     */
    @ConfigurationProperties("sendyard.secrets")
    record SecretsKeyProperties(@Nullable String key) {}
}
