package io.sendyard.account;

import io.sendyard.core.ApiEnum;

/** What a person may do in the account. */
public enum Role implements ApiEnum {
    OWNER,
    ADMIN,
    /** Reads and sends, changes no settings. */
    MEMBER,
    VIEWER;

    /** Whether it may send mail. */
    public boolean sends() {
        return this != VIEWER;
    }

    /** Whether it may make, change and delete servers and see their tokens. */
    public boolean manages() {
        return this == OWNER || this == ADMIN;
    }
}
