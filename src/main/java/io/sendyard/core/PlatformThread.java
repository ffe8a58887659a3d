package io.sendyard.core;

import java.util.concurrent.ThreadFactory;

/**
 * Starts the threads that serve: daemon platform threads with a small stack.
 *
 * <p>They are not virtual. A virtual thread that loads a class keeps its carrier while it waits for
 * the lock of the nested jar (JEP 491). When each carrier waits like that and the owner of the lock
 * is a virtual thread too, no thread runs again. A caller bounds the number of threads it starts.
 */
public final class PlatformThread {

    /** Half of what the JVM reserves by default; only what is used takes memory. */
    private static final long STACK_BYTES = 512 * 1024L;

    private PlatformThread() {}

    /** Starts a thread with this name. */
    public static Thread start(String name, Runnable task) {
        return builder().name(name).start(task);
    }

    /** Makes threads with this name and a number, counted from 0. */
    public static ThreadFactory factory(String name) {
        return builder().name(name + "-", 0).factory();
    }

    private static Thread.Builder.OfPlatform builder() {
        return Thread.ofPlatform().daemon().stackSize(STACK_BYTES);
    }
}
