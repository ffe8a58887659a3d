package io.sendyard.delivery;

import io.sendyard.tracking.MailTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * The addresses that reports come back to (VERP): {@code bounces+<token>}, a token for each
 * recipient, the same for each try, since receivers know senders by it that they made wait.
 */
@Component
class ReturnPaths {

    private static final String PREFIX = "bounces+";
    private static final Duration BELIEVED = Duration.ofDays(60);

    private final MailTokens tokens;
    private final Clock clock;

    ReturnPaths(MailTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** The local part for a recipient; it is believed until 60 days after {@code lastTry}. */
    String localPart(long recipientId, Instant lastTry) {
        var facts = new MailTokens.Facts(recipientId, day(lastTry));
        return PREFIX + tokens.write(MailTokens.Purpose.RETURN_PATH, facts);
    }

    /** The recipient's id; empty if we didn't sign this address or it is too old. */
    OptionalLong recipient(String localPart) {
        if (!localPart.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return OptionalLong.empty();
        }
        return tokens.read(MailTokens.Purpose.RETURN_PATH, localPart.substring(PREFIX.length()))
                .filter(facts -> age(facts) <= BELIEVED.toDays())
                .map(facts -> OptionalLong.of(facts.recipientId()))
                .orElse(OptionalLong.empty());
    }

    private long age(MailTokens.Facts facts) {
        return ChronoUnit.DAYS.between(facts.day(), day(clock.instant()));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
