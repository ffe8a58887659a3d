package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The stored hashes of passwords. */
@ExtendWith(OutputCaptureExtension.class)
class PasswordHashTests {

    private final PasswordEncoder passwords = new SecuritySetup().passwordEncoder();

    /** Both hashes were made by the encoder of Bouncy Castle that earlier versions used. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "correct horse battery staple | $argon2id$v=19$m=16384,t=2,p=1$FqleaFxnx8821i7ElRf2GQ$xoyvM/GJQ9lflXmjzNYWfykJdn7rzZI5bb6bnvKcIyw",
                "Grüße 🐎 密码 | $argon2id$v=19$m=16384,t=2,p=1$0XcVOY1jcyp+jhDt27/dVA$5Rx5FGpsmFv/zJIAF7+Nym4V5vi1O3CssUJe/qNVYn8"
            })
    void ofEarlierVersionsStillMatchTheirPasswordAndNoOther(String password, String hash) {
        assertThat(passwords.matches(password, hash)).isTrue();
        assertThat(passwords.matches(password + "x", hash)).isFalse();
        assertThat(passwords.matches(password.substring(1), hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
        assertThat(passwords.upgradeEncoding(hash)).isFalse();
    }

    @Test
    void areAsStrongAsBefore(CapturedOutput log) {
        var hash = String.valueOf(passwords.encode("correct horse battery staple"));

        assertThat(hash).startsWith("$argon2id$v=19$m=16384,t=2,p=1$");
        var parts = hash.split("\\$", -1);
        assertThat(Base64.getDecoder().decode(parts[4])).hasSize(16);
        assertThat(Base64.getDecoder().decode(parts[5])).hasSize(32);
        assertThat(passwords.encode("correct horse battery staple")).isNotEqualTo(hash);
        assertThat(log).doesNotContain("WARN");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", " both ends ", "é", "Grüße 🐎 密码"})
    void matchWhatWasTypedAndNothingElse(String password) {
        var hash = String.valueOf(passwords.encode(password));

        assertThat(passwords.matches(password, hash)).isTrue();
        assertThat(passwords.matches(password + " ", hash)).isFalse();
    }

    @Test
    void countAllOfALongPassword() {
        var hash = String.valueOf(passwords.encode("a".repeat(1_000)));

        assertThat(passwords.matches("a".repeat(1_000), hash)).isTrue();
        assertThat(passwords.matches("a".repeat(999), hash)).isFalse();
    }
}
