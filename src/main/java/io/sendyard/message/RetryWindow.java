package io.sendyard.message;

import io.sendyard.server.StreamType;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long mail is worth a try.
 *
 * @param giveUp the most; transactional mail is given up after a day in any case
 */
@ConfigurationProperties("sendyard.delivery.retry")
record RetryWindow(@DefaultValue("72h") Duration giveUp) {

    private static final Duration A_DAY = Duration.ofDays(1);

    Duration of(StreamType type) {
        return type == StreamType.TRANSACTIONAL && giveUp.compareTo(A_DAY) > 0 ? A_DAY : giveUp;
    }
}
