package io.sendyard.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Tables;
import io.sendyard.tracking.MailTokens.Facts;
import io.sendyard.tracking.MailTokens.Purpose;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What we signed is believed, and nothing else. */
@SendyardTest
class MailTokensTests {

    private static final LocalDate DAY = LocalDate.of(2026, 7, 15);

    @Autowired MailTokens tokens;
    @Autowired TokenKeys keys;
    @Autowired JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4711, Long.MAX_VALUE, -1})
    void sayWhatTheyWereWrittenFor(long recipient) {
        var facts = new Facts(recipient, DAY);
        var token = tokens.write(Purpose.UNSUBSCRIBE, facts);

        assertThat(token).matches("[0-9a-v]{32}");
        assertThat(tokens.write(Purpose.UNSUBSCRIBE, facts)).isEqualTo(token);
        assertThat(tokens.read(Purpose.UNSUBSCRIBE, token)).contains(facts);
        assertThat(tokens.read(Purpose.UNSUBSCRIBE, token.toUpperCase(Locale.ROOT)))
                .contains(facts);
    }

    @Test
    void areWorthNothingForAnythingElse() {
        var token = tokens.write(Purpose.RETURN_PATH, new Facts(7, DAY));

        assertThat(tokens.read(Purpose.UNSUBSCRIBE, token)).isEmpty();
    }

    @Test
    void endWithTheSmallestChange() {
        var token = tokens.write(Purpose.UNSUBSCRIBE, new Facts(7, DAY));

        for (int i = 0; i < token.length(); i++) {
            var other = token.charAt(i) == '0' ? '1' : '0';
            var forged = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.read(Purpose.UNSUBSCRIBE, forged)).as(forged).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "0",
                "00000000000000000000000000000000",
                "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv",
                "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
                "-0000000000000000000000000000000",
                "０００００００００００００００００００００００００００００００００"
            })
    void areNothingElse(String text) {
        assertThat(tokens.read(Purpose.UNSUBSCRIBE, text)).isEmpty();
        assertThat(tokens.read(Purpose.UNSUBSCRIBE, text.repeat(10_000))).isEmpty();
    }

    @Test
    void ofAnotherInstallationAreNotOurs() {
        var facts = new Facts(7, DAY);
        var ours = tokens.write(Purpose.UNSUBSCRIBE, facts);
        var kept = jdbc.sql("select secret from token_key").query(String.class).single();

        jdbc.sql("delete from token_key").update();
        var theirs = new MailTokens(keys).write(Purpose.UNSUBSCRIBE, facts);
        jdbc.sql("update token_key set secret = ?").param(kept).update();

        assertThat(theirs).startsWith(ours.substring(0, 15)).isNotEqualTo(ours);
        assertThat(tokens.read(Purpose.UNSUBSCRIBE, theirs)).isEmpty();
        assertThat(new MailTokens(keys).read(Purpose.UNSUBSCRIBE, ours)).contains(facts);
    }

    @Test
    void areSignedWithAKeyThatIsSealed() {
        tokens.write(Purpose.UNSUBSCRIBE, new Facts(7, DAY));
        var key = keys.findById(TokenKey.ONLY).orElseThrow().secret().reveal();

        assertThat(new Tables(jdbc).rows("token_key").toString()).doesNotContain(key);
    }
}
