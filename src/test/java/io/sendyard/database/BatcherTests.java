package io.sendyard.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.Crowd;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatcherTests {

    private final List<List<Integer>> acts = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    @Test
    void everyoneIsActedForOnceAndThoseWhoWaitTogether() throws Exception {
        var lock = new Batcher<>(this::act, _ -> 1, 500);
        var first = Thread.startVirtualThread(() -> lock.submit(0));
        await(begun);
        var others = Thread.startVirtualThread(() -> takeAll(lock, 40));
        awaitAQueue();
        free.countDown();
        first.join();
        others.join();

        assertThat(acts.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(numbers(41));
        assertThat(acts).hasSizeLessThan(10);
    }

    @Test
    void nobodyIsTakenAlongWhereItIsFull() {
        free.countDown();
        var lock = new Batcher<>(this::act, _ -> 4, 8);
        takeAll(lock, 40);

        assertThat(acts).allMatch(act -> act.size() <= 2);
        assertThat(acts.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(numbers(41).subList(1, 41));
    }

    @Test
    void whoIsTooHeavyForAnyoneElseGoesAlone() {
        free.countDown();
        var lock = new Batcher<>(this::act, _ -> 1_000, 8);
        lock.submit(7);

        assertThat(acts).containsExactly(List.of(7));
    }

    @Test
    void nobodyIsForgottenWhenManyCallAgainAndAgain() {
        free.countDown();
        var batcher = new Batcher<>(this::act, _ -> 1, 5);
        Crowd.of(
                32,
                number -> {
                    for (int round = 0; round < 100; round++) {
                        batcher.submit(number * 100 + round);
                    }
                    return true;
                });

        assertThat(acts.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(numbers(3_200));
    }

    @Test
    void anInterruptedCallerGetsItsResultAndStaysInterrupted() throws Exception {
        var batcher =
                new Batcher<Integer>(
                        group -> {
                            if (group.contains(0)) {
                                act(group);
                            } else {
                                acts.add(group);
                            }
                        },
                        _ -> 1,
                        500);
        var first = Thread.startVirtualThread(() -> batcher.submit(0));
        await(begun);
        var stillInterrupted = new AtomicBoolean();
        var second =
                Thread.startVirtualThread(() -> {
                    batcher.submit(1);
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                });
        second.interrupt();
        free.countDown();
        first.join();
        second.join();

        assertThat(acts).containsExactly(List.of(0), List.of(1));
        assertThat(stillInterrupted).isTrue();
    }

    @Test
    void aFailureIsToldToAllWhoWentWithItAndToNobodyElse() {
        free.countDown();
        var lock =
                new Batcher<Integer>(
                        group -> {
                            if (group.contains(3)) {
                                throw new ArithmeticException("3");
                            }
                            act(group);
                        },
                        _ -> 1,
                        1);

        assertThatThrownBy(() -> lock.submit(3))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("3");
        lock.submit(4);
        assertThat(acts).containsExactly(List.of(4));
    }

    private void takeAll(Batcher<Integer> lock, int many) {
        Crowd.of(
                many,
                number -> {
                    lock.submit(number + 1);
                    return true;
                });
    }

    private void act(List<Integer> group) {
        begun.countDown();
        await(free);
        acts.add(group);
    }

    private static List<Integer> numbers(int many) {
        return IntStream.range(0, many).boxed().toList();
    }

    /**
     * Long enough that they stand in the queue, on a busy machine, too; else they just are fewer.
     */
    private static void awaitAQueue() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
