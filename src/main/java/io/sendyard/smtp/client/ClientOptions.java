package io.sendyard.smtp.client;

import io.sendyard.smtp.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * How we speak with hosts.
 *
 * @param hello the name we give ourselves
 * @param login null where none is asked for
 */
public record ClientOptions(
        String hello, TlsPolicy tls, @Nullable Credentials login, Timeouts timeouts) {}
