package io.sendyard.delivery;

import io.sendyard.core.DomainName;
import io.sendyard.web.Installation;

/** Mail leaves this installation, which has no host name that other mail servers can resolve. */
final class MissingHostName extends RuntimeException {

    private MissingHostName(String name) {
        super(
                "sendyard.delivery.hostname must be a name that other mail servers can resolve, but"
                        + " is '"
                        + name
                        + "'. It is the domain of return paths and the name in EHLO, so bounces"
                        + " could not come back.");
    }

    /** The host name of an installation that delivers. */
    static String require(Installation installation) {
        return installation
                .mailHost()
                .map(DomainName::value)
                .orElseThrow(() -> new MissingHostName(installation.mailHostName()));
    }
}
