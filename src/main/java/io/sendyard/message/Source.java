package io.sendyard.message;

import io.sendyard.core.ApiEnum;

/** The door by which a message came. */
public enum Source implements ApiEnum {
    API,
    SMTP,
    /** A person wrote it, or sent it again, in the dashboard or by the API. */
    DASHBOARD,
    /** This house wrote it: the link that confirms an address. */
    SYSTEM;
}
