package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.message.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order in which claims leave the queue of a destination. */
class WaitingClaimsTests {

    private final WaitingClaims waiting = new WaitingClaims();

    @Test
    void newMailAndRetriesAlternate() {
        add(Lane.TRANSACTIONAL_RETRY, 1, 4);
        add(Lane.TRANSACTIONAL, 1, 2);

        assertThat(lanes(true, true))
                .containsExactly(
                        Lane.TRANSACTIONAL,
                        Lane.TRANSACTIONAL_RETRY,
                        Lane.TRANSACTIONAL,
                        Lane.TRANSACTIONAL_RETRY,
                        Lane.TRANSACTIONAL_RETRY,
                        Lane.TRANSACTIONAL_RETRY);
    }

    @Test
    void transactionalMailGoesFirst() {
        add(Lane.BROADCAST, 1, 1);
        add(Lane.BROADCAST_RETRY, 1, 1);
        add(Lane.TRANSACTIONAL_RETRY, 1, 2);

        assertThat(lanes(true, true))
                .containsExactly(
                        Lane.TRANSACTIONAL_RETRY,
                        Lane.TRANSACTIONAL_RETRY,
                        Lane.BROADCAST,
                        Lane.BROADCAST_RETRY);
    }

    @Test
    void serversAlternate() {
        add(Lane.TRANSACTIONAL, 1, 3);
        add(Lane.TRANSACTIONAL, 2, 2);

        assertThat(poll(true, true).stream().map(Claim::serverId))
                .containsExactly(1L, 2L, 1L, 2L, 1L);
    }

    @Test
    void onlyWhatIsAllowedLeaves() {
        add(Lane.TRANSACTIONAL_RETRY, 1, 2);
        add(Lane.BROADCAST, 1, 2);

        assertThat(lanes(false, false)).isEmpty();
        assertThat(lanes(true, false)).containsExactly(Lane.BROADCAST, Lane.BROADCAST);
        assertThat(lanes(false, true))
                .containsExactly(Lane.TRANSACTIONAL_RETRY, Lane.TRANSACTIONAL_RETRY);
    }

    private void add(Lane lane, long serverId, int count) {
        IntStream.range(0, count).forEach(_ -> waiting.add(claim(lane, serverId)));
    }

    private List<Lane> lanes(boolean newAllowed, boolean retriesAllowed) {
        return poll(newAllowed, retriesAllowed).stream().map(Claim::lane).toList();
    }

    private List<Claim> poll(boolean newAllowed, boolean retriesAllowed) {
        var all = new ArrayList<Claim>();
        var next = waiting.poll(newAllowed, retriesAllowed);
        while (next != null) {
            all.add(next);
            next = waiting.poll(newAllowed, retriesAllowed);
        }
        return all;
    }

    private static Claim claim(Lane lane, long serverId) {
        return new Claim(
                7,
                MessageId.fresh(),
                serverId,
                false,
                1,
                lane,
                EmailAddress.parse("person@example.com").orElseThrow(),
                1,
                0,
                Instant.MAX,
                null,
                null);
    }
}
