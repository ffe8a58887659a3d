package io.sendyard.sender;

import io.sendyard.server.PartKind;
import io.sendyard.server.ServerPart;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The purge of a deleted server's sender identities. */
@Configuration(proxyBeanMethods = false)
class SenderPurge {

    @Bean
    ServerPart senderIdentitiesOfServer(SenderIdentities identities, SenderRemoval removal) {
        return new ServerPart(PartKind.SENDER_IDENTITIES, identities::countOf, removal::removeSome);
    }
}
