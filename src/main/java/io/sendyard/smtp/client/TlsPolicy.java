package io.sendyard.smtp.client;

/** How far connections are secured with TLS. */
public enum TlsPolicy {
    /** In clear, whatever is offered. */
    NONE,
    /**
     * Uses STARTTLS if it is offered, without checking the certificate (RFC 7435); otherwise sends
     * in the clear.
     */
    OPPORTUNISTIC,
    /** By STARTTLS (RFC 3207) and with a certificate that proves the host, or not at all. */
    REQUIRED,
    /** TLS from the first byte (RFC 8314), with a verified certificate. */
    IMPLICIT;

    /** Whether the host has to prove that it is the one. */
    boolean verified() {
        return this == REQUIRED || this == IMPLICIT;
    }

    /** Whether STARTTLS is used if it is offered. */
    boolean upgrades() {
        return this == OPPORTUNISTIC || this == REQUIRED;
    }
}
