package io.sendyard.apikey;

import io.sendyard.server.ServerPart;
import org.springframework.core.annotation.Order;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** What keys are to their server. */
@Component
@Order(30)
class KeysOfServer implements ServerPart {

    private final ApiKeys keys;

    KeysOfServer(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public String name() {
        return "API keys";
    }

    @Override
    public long count(long serverId) {
        return keys.countOf(serverId);
    }

    @Override
    public int purge(long serverId, int atMost) {
        return keys.deleteAll(keys.idsOf(serverId, Limit.of(atMost)));
    }
}
