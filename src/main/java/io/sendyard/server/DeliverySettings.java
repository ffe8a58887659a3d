package io.sendyard.server;

import io.sendyard.core.Cuid;
import io.sendyard.core.DomainName;
import io.sendyard.core.HostName;
import io.sendyard.core.Name;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * How a server's messages are delivered.
 *
 * @param defaultStreamId the stream of messages that name none; absent only while the server is
 *     created or deleted
 * @param trackingDomain host of tracked links, as A-labels; null: the installation's own
 */
@Embeddable
public record DeliverySettings(
        @NotNull(message = "Choose live or sandbox.") @Enumerated(EnumType.STRING) Mode mode,
        @Nullable Cuid defaultStreamId,
        @Nullable @HostName String trackingDomain,
        boolean trackOpens,
        boolean trackClicks) {

    public DeliverySettings {
        var domain = Name.optional(trackingDomain);
        trackingDomain =
                domain == null
                        ? null
                        : DomainName.parse(domain).map(DomainName::value).orElse(domain);
    }

    /** How a new server begins: nothing is tracked. */
    static DeliverySettings begin(Mode mode) {
        return new DeliverySettings(mode, null, null, false, false);
    }

    DeliverySettings withDefaultStream(@Nullable Cuid stream) {
        return new DeliverySettings(mode, stream, trackingDomain, trackOpens, trackClicks);
    }

    DeliverySettings withoutTrackingDomain() {
        return new DeliverySettings(mode, defaultStreamId, null, trackOpens, trackClicks);
    }
}
