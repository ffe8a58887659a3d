package io.sendyard.sender;

/** An account proved that a domain is its own. */
public record DomainVerified(long accountId, String domain) {}
