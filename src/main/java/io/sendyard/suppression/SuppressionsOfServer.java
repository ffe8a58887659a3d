package io.sendyard.suppression;

import io.sendyard.server.ServerPart;
import org.springframework.core.annotation.Order;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** What suppressions are to their server. */
@Component
@Order(60)
class SuppressionsOfServer implements ServerPart {

    private final Suppressions suppressions;

    SuppressionsOfServer(Suppressions suppressions) {
        this.suppressions = suppressions;
    }

    @Override
    public String name() {
        return "Suppression entries";
    }

    @Override
    public long count(long serverId) {
        return suppressions.countOf(serverId);
    }

    @Override
    public int purge(long serverId, int atMost) {
        return suppressions.deleteAll(suppressions.idsOf(serverId, Limit.of(atMost)));
    }
}
