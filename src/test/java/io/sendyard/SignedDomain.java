package io.sendyard;

import io.sendyard.TestOutside.TestDns;
import io.sendyard.sender.DomainCheck;
import io.sendyard.sender.IdentityType;
import io.sendyard.sender.NewSender;
import io.sendyard.sender.SenderCreation;
import io.sendyard.server.Server;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.springframework.boot.test.context.TestComponent;

/** Makes a sender domain whose records are in DNS, and reads signatures as a receiver does. */
@TestComponent
public class SignedDomain {

    private final SenderCreation senders;
    private final DomainCheck check;
    private final TestDns dns;
    private final Map<String, String> records = new HashMap<>();

    SignedDomain(SenderCreation senders, DomainCheck check, TestDns dns) {
        this.senders = senders;
        this.check = check;
        this.dns = dns;
    }

    public void add(Server server, String domain) {
        records.clear();
        var added = senders.add(server, new NewSender(domain, IdentityType.AUTHORITY));
        for (var record : added.records(Optional.empty())) {
            var expected = record.expected();
            records.putIfAbsent(expected.host().value(), expected.value());
        }
        records.forEach((host, text) -> dns.texts(host, text));
        check.check(Objects.requireNonNull(added.domain()));
    }

    /** Whether a receiver believes the signature. */
    public boolean signed(String mail) throws Exception {
        var verifier =
                new DKIMVerifier((_, selector, name) ->
                        List.of(records.get(selector + "._domainkey." + name)));
        var octets = mail.getBytes(StandardCharsets.UTF_8);
        try {
            var found = verifier.verify(new ByteArrayInputStream(octets));
            return found != null && !found.isEmpty();
        } catch (FailException e) {
            return false;
        }
    }
}
