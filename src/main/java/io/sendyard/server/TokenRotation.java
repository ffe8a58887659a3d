package io.sendyard.server;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a token gives way to the next.
 *
 * @param graceSeconds how long the old one is still taken, at most a day; absent: no longer
 */
public record TokenRotation(
        @Nullable
                @Min(value = 0, message = "Use 0 to 86400 seconds.")
                @Max(value = 86_400, message = "Use 0 to 86400 seconds.")
                Long graceSeconds) {

    public Duration grace() {
        return graceSeconds == null ? Duration.ZERO : Duration.ofSeconds(graceSeconds);
    }
}
