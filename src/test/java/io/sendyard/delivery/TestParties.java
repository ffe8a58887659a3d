package io.sendyard.delivery;

import io.sendyard.core.EmailAddress;

/** Who a message of the tests is from and to. */
final class TestParties {

    private TestParties() {}

    static MailParties of(String recipient, String from) {
        return of(recipient, from, "mail." + from.substring(from.indexOf('@') + 1));
    }

    static MailParties of(String recipient, String from, String hostName) {
        var domain = from.substring(from.indexOf('@') + 1);
        return new MailParties(
                EmailAddress.parse(recipient).orElseThrow(),
                EmailAddress.parse(from).orElseThrow(),
                "bounces." + domain,
                hostName);
    }

    static BounceClassifier classifier(String recipient) {
        return new BounceClassifier(of(recipient, "app@example.org"));
    }
}
