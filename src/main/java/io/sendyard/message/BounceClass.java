package io.sendyard.message;

import io.sendyard.core.ApiEnum;

/** Why a message was not taken. Only a hard bounce says that the address itself is no good. */
public enum BounceClass implements ApiEnum {
    /** There is no such mailbox or domain. */
    HARD,
    /** The mailbox is full or has moved; another message may get through. */
    SOFT,
    /** The sender's reputation, a policy or the content was refused, not the recipient. */
    BLOCK,
    /** The return path, its domain or our greeting was refused, not the recipient. */
    SENDER,
    /** Trouble on the way: the network, greylisting, a busy host. */
    TRANSIENT,
    /** Not a bounce: an automatic reply. */
    AUTO_REPLY
}
