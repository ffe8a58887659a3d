package io.sendyard.sender;

import io.sendyard.core.ApiEnum;

/** Whether a server may send from an identity. */
public enum IdentityStatus implements ApiEnum {
    /** Not verified yet. */
    PENDING,
    /** It may. */
    VERIFIED,
    /** Verification failed. */
    FAILED
}
