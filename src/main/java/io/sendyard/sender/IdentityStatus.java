package io.sendyard.sender;

import io.sendyard.core.ApiEnum;

/** Whether a server may send from an identity. */
public enum IdentityStatus implements ApiEnum {
    /** The proof has not come yet. */
    PENDING,
    /** It may. */
    VERIFIED,
    /** What was found is no proof. */
    FAILED
}
