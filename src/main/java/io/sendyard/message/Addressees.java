package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.Mailbox;
import io.sendyard.core.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All recipients of a message, each address once, at its first position. */
record Addressees(List<One> all) {

    private static final int MOST_BY_API = 50;

    /** Those of a call. */
    static Addressees of(List<Mailbox> to, List<Mailbox> cc, List<Mailbox> bcc) {
        int count = to.size() + cc.size() + bcc.size();
        if (count == 0) {
            throw Refusal.invalid("to", "Give at least one recipient.");
        }
        if (count > MOST_BY_API) {
            throw Refusal.invalid(
                    "to", "A message can have 50 recipients; these are %d.".formatted(count));
        }
        var all = new LinkedHashMap<String, One>();
        add(all, RecipientKind.TO, addresses(to));
        add(all, RecipientKind.CC, addresses(cc));
        add(all, RecipientKind.BCC, addresses(bcc));
        return new Addressees(List.copyOf(all.values()));
    }

    /** Those of an envelope; who stands in no header got a blind copy. */
    static Addressees ofEnvelope(
            List<EmailAddress> envelope, List<EmailAddress> to, List<EmailAddress> cc) {
        if (envelope.isEmpty()) {
            throw Refusal.invalid("to", "Give at least one recipient.");
        }
        if (envelope.size() > MessageAcceptance.MOST_RECIPIENTS) {
            throw Refusal.invalid("to", "A message can have 1000 recipients by SMTP.");
        }
        var kinds = new LinkedHashMap<String, RecipientKind>();
        cc.forEach(address -> kinds.put(address.key(), RecipientKind.CC));
        to.forEach(address -> kinds.put(address.key(), RecipientKind.TO));
        var all = new LinkedHashMap<String, One>();
        envelope.forEach(address ->
                all.putIfAbsent(
                        address.key(),
                        new One(kinds.getOrDefault(address.key(), RecipientKind.BCC), address)));
        return new Addressees(List.copyOf(all.values()));
    }

    /** As they are compared. */
    List<String> keys() {
        return all.stream().map(one -> one.address().key()).toList();
    }

    /** The addresses in To, or all of them if there are none. */
    String addressed() {
        var named = all.stream().filter(one -> one.kind() == RecipientKind.TO).toList();
        return (named.isEmpty() ? all : named)
                .stream().map(one -> one.address().toString()).collect(Collectors.joining(", "));
    }

    private static void add(Map<String, One> all, RecipientKind kind, List<EmailAddress> some) {
        some.forEach(address -> all.putIfAbsent(address.key(), new One(kind, address)));
    }

    private static List<EmailAddress> addresses(List<Mailbox> mailboxes) {
        return mailboxes.stream().map(Mailbox::address).toList();
    }

    /** One of them. */
    record One(RecipientKind kind, EmailAddress address) {}
}
