package io.sendyard.delivery;

import io.sendyard.core.DomainName;
import io.sendyard.web.Installation;
import org.springframework.stereotype.Component;

/**
 * The name that hosts know this installation by: as it is configured, or else its base address'.
 */
@Component
class MailHostName {

    private final String name;

    MailHostName(DeliveryProperties settings, Installation installation) {
        var configured = settings.hostname();
        name =
                configured == null || configured.isBlank()
                        ? installation.host().map(DomainName::value).orElse("localhost")
                        : configured.strip();
    }

    String name() {
        return name;
    }
}
