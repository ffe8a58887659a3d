package io.sendyard.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import io.sendyard.account.AccessJwts;
import io.sendyard.database.DataDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Any text where a secret is expected: it opens nothing, and is answered as every wrong one. */
@SuppressWarnings("NullAway.Init")
class BearerFuzzTests {

    @TempDir static Path data;
    private static JwtDecoder jwts;

    @BeforeAll
    static void makeAKey() throws Exception {
        var key =
                new SigningKey(new SigningKey.SigningKeyProperties(null), new DataDirectory(data));
        jwts = new SecuritySetup().jwtDecoder(key);
    }

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void opensNothing(byte[] input) throws Exception {
        var text = new String(Fuzzed.stretched(input), ISO_8859_1);
        for (var secret :
                List.of(
                        Optional.of(text),
                        resolved("Authorization", text),
                        resolved("Authorization", "Bearer " + text),
                        resolved("X-API-Key", text))) {
            Fuzzed.withinLimit(() -> secret.map(BearerFuzzTests::opens))
                    .ifPresent(opens -> assertThat(opens).isFalse());
        }
    }

    private static Optional<String> resolved(String header, String value) {
        var request = new MockHttpServletRequest();
        request.addHeader(header, value);
        try {
            return Optional.ofNullable(new BearerSecrets().resolve(request));
        } catch (AuthenticationException e) {
            return Optional.empty();
        }
    }

    private static boolean opens(String secret) {
        try {
            return AccessJwts.read(jwts.decode(secret)).isPresent();
        } catch (BadJwtException e) {
            return false;
        }
    }
}
