package io.sendyard.suppression;

import io.sendyard.server.StreamPart;
import org.springframework.core.annotation.Order;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** What suppressions are to the one stream that some of them hold for. */
@Component
@Order(60)
class SuppressionsOfStream implements StreamPart {

    private final Suppressions suppressions;

    SuppressionsOfStream(Suppressions suppressions) {
        this.suppressions = suppressions;
    }

    @Override
    public int purge(long streamId, int atMost) {
        return suppressions.deleteAll(suppressions.idsOfStream(streamId, Limit.of(atMost)));
    }
}
