package io.sendyard.sender;

import io.sendyard.core.EmailAddress;
import java.net.URI;

/** Sends the confirmation link to an address. */
public interface AddressConfirmation {

    /** Mails the link; it is delivered like other mail of that server. */
    void mail(long serverId, EmailAddress address, URI link);
}
