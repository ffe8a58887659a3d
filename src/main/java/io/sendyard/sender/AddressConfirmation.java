package io.sendyard.sender;

import io.sendyard.core.EmailAddress;
import java.net.URI;

/** How an address gets the link that proves that somebody reads its mail. */
public interface AddressConfirmation {

    /** Mails the link; it is delivered like other mail of that server. */
    void mail(long serverId, EmailAddress address, URI link);
}
