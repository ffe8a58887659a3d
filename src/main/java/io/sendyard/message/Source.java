package io.sendyard.message;

import io.sendyard.core.Keyed;

/** The door by which a message came. */
public enum Source implements Keyed {
    API,
    SMTP,
    /** A person wrote it, or sent it again, in the dashboard or by the API. */
    DASHBOARD,
    /** This house wrote it: the link that confirms an address. */
    SYSTEM;
}
