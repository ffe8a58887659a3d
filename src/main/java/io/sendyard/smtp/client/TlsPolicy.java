package io.sendyard.smtp.client;

/** How far a connection is to be sealed. */
public enum TlsPolicy {
    /** In clear, whatever is offered. */
    NONE,
    /** Sealed where the other side offers it, whoever it says it is (RFC 7435); else in clear. */
    OPPORTUNISTIC,
    /** By STARTTLS (RFC 3207) and with a certificate that proves the host, or not at all. */
    REQUIRED,
    /** From the first octet (RFC 8314), with a certificate that proves the host. */
    IMPLICIT;

    /** Whether the host has to prove that it is the one. */
    boolean proven() {
        return this == REQUIRED || this == IMPLICIT;
    }

    /** Whether STARTTLS is asked for where it is offered. */
    boolean upgrades() {
        return this == OPPORTUNISTIC || this == REQUIRED;
    }
}
