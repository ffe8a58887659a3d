package io.sendyard.web;

import io.sendyard.core.Cuid;

/**
 * Who makes a request: a person of an account, or a program with one server's secret. A controller
 * asks for it as an argument; things are loaded through it, which is the authorisation.
 */
public interface Caller {

    /** The account that the caller acts for. */
    long accountId();

    /**
     * Whether that server, of this very account, is within reach: all are for a person, one for a
     * program.
     */
    boolean reaches(Cuid server);

    /** The scope of idempotency keys and rate limits: {@code account:1}, {@code server:7}. */
    String scope();
}
