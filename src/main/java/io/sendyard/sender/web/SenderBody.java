package io.sendyard.sender.web;

import io.sendyard.core.Cuid;
import io.sendyard.core.DomainName;
import io.sendyard.sender.DnsRecord;
import io.sendyard.sender.ExpectedRecord;
import io.sendyard.sender.IdentityStatus;
import io.sendyard.sender.IdentityType;
import io.sendyard.sender.RecordPurpose;
import io.sendyard.sender.SenderIdentity;
import io.sendyard.sender.SenderPolicy;
import io.sendyard.server.Server;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An identity as the API shows it.
 *
 * @param problem what keeps it from being verified, beside its records
 * @param removableRecords what may be taken out of DNS after a change of keys
 */
record SenderBody(
        Cuid id,
        Cuid serverId,
        String identifier,
        IdentityType type,
        boolean verified,
        IdentityStatus status,
        @Nullable String problem,
        List<Row> dnsRecords,
        List<Removable> removableRecords,
        @Nullable Instant checkedAt,
        @Nullable Instant nextCheckAt,
        Instant createdAt) {

    static SenderBody of(SenderIdentity identity, Server server, Optional<DomainName> host) {
        var domain = Optional.ofNullable(identity.domain());
        return new SenderBody(
                identity.cuid(),
                server.cuid(),
                identity.identifier(),
                identity.type(),
                identity.verified(),
                identity.status(),
                domain.isPresent() && domain.get().taken() ? SenderPolicy.TAKEN : null,
                identity.records(host).stream().map(Row::of).toList(),
                domain.flatMap(now -> now.removable()).map(Removable::of).stream().toList(),
                identity.checkedAt(),
                identity.nextCheckAt(),
                identity.createdAt());
    }

    /** A record to publish. */
    record Row(
            RecordPurpose purpose,
            String type,
            String host,
            String value,
            boolean required,
            @Nullable String found,
            boolean ok,
            @Nullable String problem) {

        static Row of(DnsRecord record) {
            return new Row(
                    record.expected().purpose(),
                    record.expected().type(),
                    record.expected().host().value(),
                    record.expected().value(),
                    record.required(),
                    record.found(),
                    record.ok(),
                    record.problem());
        }
    }

    /** A record that is of no use any more. */
    record Removable(String type, String host) {

        static Removable of(ExpectedRecord record) {
            return new Removable(record.type(), record.host().value());
        }
    }
}
