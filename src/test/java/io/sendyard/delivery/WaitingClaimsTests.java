package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order in which claims leave the queue of a destination. */
class WaitingClaimsTests {

    private static final int NEW = 0;
    private static final int NEW_BROADCAST = 1;
    private static final int RETRY = 2;
    private static final int RETRIED_BROADCAST = 3;

    private final WaitingClaims waiting = new WaitingClaims();

    @Test
    void newMailAndRetriesAlternate() {
        add(RETRY, 1, 4);
        add(NEW, 1, 2);

        assertThat(lanes(true, true)).containsExactly(NEW, RETRY, NEW, RETRY, RETRY, RETRY);
    }

    @Test
    void transactionalMailGoesFirst() {
        add(NEW_BROADCAST, 1, 1);
        add(RETRIED_BROADCAST, 1, 1);
        add(RETRY, 1, 2);

        assertThat(lanes(true, true))
                .containsExactly(RETRY, RETRY, NEW_BROADCAST, RETRIED_BROADCAST);
    }

    @Test
    void serversAlternate() {
        add(NEW, 1, 3);
        add(NEW, 2, 2);

        assertThat(poll(true, true).stream().map(Claim::serverId))
                .containsExactly(1L, 2L, 1L, 2L, 1L);
    }

    @Test
    void onlyWhatIsAllowedLeaves() {
        add(RETRY, 1, 2);
        add(NEW_BROADCAST, 1, 2);

        assertThat(lanes(false, false)).isEmpty();
        assertThat(lanes(true, false)).containsExactly(NEW_BROADCAST, NEW_BROADCAST);
        assertThat(lanes(false, true)).containsExactly(RETRY, RETRY);
    }

    private void add(int lane, long serverId, int count) {
        IntStream.range(0, count).forEach(_ -> waiting.add(claim(lane, serverId)));
    }

    private List<Integer> lanes(boolean newAllowed, boolean retriesAllowed) {
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

    private static Claim claim(int lane, long serverId) {
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
