package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.message.ImmediateDelivery.StoredRecipient;
import io.sendyard.message.Lane;
import io.sendyard.message.MessageAcceptance;
import io.sendyard.message.NewMessage;
import io.sendyard.message.ReadyMessage;
import io.sendyard.message.Source;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Immediate delivery from acceptance to the pool, without the queue. */
class HandOverTests extends DeliveryTestBase {

    private static final Duration NOT_DUE = Duration.ofMinutes(10);

    @Autowired MessageAcceptance acceptance;

    @Test
    void carriesWhatItIsHandedWithoutReadingItAgain() {
        start();
        var message = checked("Hello");
        var copy = stored(message);
        jdbc.update("delete from message_content where message_id = ?", message.id().uuid());

        dispatcher().start(List.of(copy), System.nanoTime());

        until(() -> testQueue.status(message.id()).equals("delivered"));
        assertThat(sink.messages()).singleElement().asString().contains("Hello");
        assertThat(testQueue.recipient(message.id())).containsEntry("attempts", 1);
    }

    @Test
    void readsALargeMessageWhenItIsDelivered() {
        start();
        var message = checked("A line of a long letter. ".repeat(2_000));
        var copy = stored(message);

        dispatcher().start(List.of(copy), System.nanoTime());

        assertThat(Claim.of(copy).message()).isNull();
        until(() -> testQueue.status(message.id()).equals("delivered"));
    }

    @Test
    void leavesAloneWhatMayBeAnothersByNow() {
        start();
        var message = checked("Hello");
        var copy = stored(message);

        long tooLongAgo = System.nanoTime() - settings.validFor().toNanos();
        dispatcher().start(List.of(copy), tooLongAgo);
        dispatcher().start(List.of(stored(checked("Next"))), System.nanoTime());

        until(() -> !sink.messages().isEmpty());
        assertThat(sink.messages()).singleElement().asString().contains("Next");
        assertThat(testQueue.recipient(message.id())).containsEntry("attempts", 0);
    }

    @Test
    void putsBackWhatComesAfterItStopped() {
        start();
        var message = checked("Hello");
        dispatcher().stop();

        dispatcher().start(List.of(stored(message)), System.nanoTime());

        assertThat(testQueue.recipient(message.id()))
                .containsEntry("status", "queued")
                .containsEntry("lease", 2);
        assertThat(dispatcher().reserve(List.of(message))).isEmpty();
    }

    @Test
    void putsOffWhatItsHostCannotTakeNow() {
        sink.on("CONNECT", "421 4.3.2 not now");
        start();
        var message = checked("Hello");

        dispatcher().start(List.of(stored(message)), System.nanoTime());
        until(() -> testQueue.status(message.id()).equals("queued"));
        var other = checked("Hello");
        dispatcher().start(List.of(stored(other)), System.nanoTime());

        until(() -> "queued".equals(testQueue.recipient(other.id()).get("status")));
        assertThat(testQueue.dueAt(other.id())).isAfter(clock.instant().plusSeconds(30));
    }

    @Test
    void takesNoMoreThanItsHandsCanHold() {
        start();
        var messages = IntStream.range(0, 260).mapToObj(_ -> checked("Hello")).toList();

        assertThat(dispatcher().reserve(messages)).hasSize(Dispatcher.MOST_HELD / 4);
    }

    @Test
    void nobodyJumpsAQueue() {
        var heldClaims = new HeldClaims(40, Duration.ofMinutes(1));
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 15, "example.com");
        testQueue.mail(world.globexServer(), Lane.TRANSACTIONAL, 4, "example.com");
        long busy = world.production().id();
        assertThat(heldClaims.capacityForNew(Lane.TRANSACTIONAL, busy)).isEqualTo(10);

        heldClaims.add(queue.claim(heldClaims), System.nanoTime());

        assertThat(heldClaims.capacityForNew(Lane.TRANSACTIONAL, busy)).isNegative();
        assertThat(heldClaims.capacityForNew(Lane.TRANSACTIONAL, world.globexServer().id()))
                .isOne();
        assertThat(heldClaims.capacityForNew(Lane.BROADCAST, world.globexServer().id()))
                .isNegative();
    }

    private Dispatcher dispatcher() {
        return dispatchers.getFirst();
    }

    private ReadyMessage checked(String text) {
        var mail = NewMessage.plain("ada@acme.example", "person@example.com", "Hi", text, null);
        return acceptance.check(world.production(), mail, Source.API);
    }

    /** As the one who accepted it leaves it behind. */
    private StoredRecipient stored(ReadyMessage message) {
        clock.stop();
        // Not due yet, so that the dispatcher, which runs already, does not claim it from the
        // queue.
        clock.advance(NOT_DUE.negated());
        acceptance.store(List.of(message));
        jdbc.update(
                "update recipient set status = 'sending', lease = 1, due_at = current_timestamp + 60 * interval '1' second where message_id = ?",
                message.id().uuid());
        clock.advance(NOT_DUE);
        return new StoredRecipient(id(message.id()), address(), message, false);
    }

    private long id(MessageId message) {
        return ((Number) Objects.requireNonNull(testQueue.recipient(message).get("id")))
                .longValue();
    }

    private static EmailAddress address() {
        return EmailAddress.parse("person@example.com").orElseThrow();
    }
}
