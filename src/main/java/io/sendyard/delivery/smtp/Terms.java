package io.sendyard.delivery.smtp;

import org.jspecify.annotations.Nullable;

/**
 * How we speak with hosts.
 *
 * @param hello the name we give ourselves
 * @param login null where none is asked for
 */
public record Terms(String hello, Tls tls, @Nullable Login login, Timeouts timeouts) {}
