package io.sendyard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many who do something at the same moment. */
public final class Crowd {

    private Crowd() {}

    /** Lets so many loose at once, and collects what each of them got. */
    public static <T> List<T> of(int size, IntFunction<T> act) {
        var start = new CountDownLatch(1);
        var running = new ArrayList<Future<T>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < size; i++) {
                int number = i;
                Callable<T> waiting =
                        () -> {
                            start.await();
                            return act.apply(number);
                        };
                running.add(threads.submit(waiting));
            }
            start.countDown();
            var results = new ArrayList<T>();
            for (var result : running) {
                results.add(result.get());
            }
            return results;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
