package io.sendyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * What fuzz tests share: inputs that grow to the size at which a slow parser shows, and the limit
 * that none may take longer than.
 */
public final class Fuzzed {

    private static final int STRETCHED = 128 * 1024;
    private static final byte MARK = 1;

    /**
     * Far above what a linear reader needs on a slow machine, and below what a quadratic one does:
     * seconds of the processor. With the fuzzer's instrumentation code takes several times as long.
     */
    private static final Duration MOST =
            Duration.ofSeconds(System.getenv("JAZZER_FUZZ") == null ? 5 : 20);

    private Fuzzed() {}

    /**
     * The input itself; if exactly two bytes in it are 1, the part between them is repeated up to
     * 128 KiB: the fuzzer's own inputs are too short to make anything slow.
     */
    public static byte[] stretched(byte[] input) {
        int first = mark(input, 0);
        int second = first < 0 ? -1 : mark(input, first + 1);
        if (second <= first + 1 || mark(input, second + 1) >= 0) {
            return input;
        }
        var whole = new ByteArrayOutputStream(STRETCHED + input.length);
        var piece = Arrays.copyOfRange(input, first + 1, second);
        whole.write(input, 0, first);
        for (int i = 0; i < STRETCHED / piece.length; i++) {
            whole.writeBytes(piece);
        }
        whole.write(input, second + 1, input.length - second - 1);
        return whole.toByteArray();
    }

    /**
     * The result of something that may take the limit's time of the processor; the second time
     * counts where the first was slow, as cold code is.
     */
    public static <T> T withinLimit(Callable<T> trial) throws Exception {
        long start = processorTime();
        try {
            return trial.call();
        } finally {
            if (processorTime() - start > MOST.toNanos()) {
                again(trial);
            }
        }
    }

    private static void again(Callable<?> trial) {
        long start = processorTime();
        try {
            trial.call();
        } catch (Exception e) {
            // The first time has thrown it already.
        }
        assertThat(Duration.ofNanos(processorTime() - start)).isLessThan(MOST);
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static int mark(byte[] input, int from) {
        for (int i = from; i < input.length; i++) {
            if (input[i] == MARK) {
                return i;
            }
        }
        return -1;
    }
}
