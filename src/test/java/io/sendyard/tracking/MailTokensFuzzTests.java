package io.sendyard.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;

/** Any text as a token: no one else can sign one. */
class MailTokensFuzzTests {

    private static final MailTokens TOKENS = new MailTokens(new OneKey());

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void sayNothing(byte[] input) throws Exception {
        var token = new String(Fuzzed.stretched(input), UTF_8);
        for (var purpose : MailTokens.Purpose.values()) {
            assertThat(Fuzzed.withinLimit(() -> TOKENS.read(purpose, token))).isEmpty();
        }
    }

    /** The key of an installation that keeps no other. */
    private static final class OneKey implements TokenKeys {

        private final TokenKey key = TokenKey.fresh();

        @Override
        public TokenKey saveAndFlush(TokenKey other) {
            throw new IllegalStateException("There is one already");
        }

        @Override
        public Optional<TokenKey> findById(int id) {
            return Optional.of(key);
        }
    }
}
