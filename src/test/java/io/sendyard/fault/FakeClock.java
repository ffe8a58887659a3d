package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.system.Launch;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a process takes for the machine's clock; it can be set while it runs. A library that goes
 * before the C library sees to that, and is compiled here. (With libfaketime a virtual machine's
 * threads wait for nothing any more and spin.)
 */
final class FakeClock implements AutoCloseable {

    private final Path library;
    private final Path setting;
    private final FileChannel octets;

    /** A right one, with its files in that folder. */
    FakeClock(Path folder) throws Exception {
        library = folder.resolve("clock.so");
        setting = folder.resolve("clock");
        octets = FileChannel.open(setting, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        set(Duration.ZERO);
        assertThat(run("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source()))
                .isTrue();
    }

    /** Whether one can be made here. */
    static boolean works() {
        return System.getProperty("os.name").equals("Linux") && run("cc", "--version");
    }

    /** How to start a process that looks at it. */
    Launch launch() {
        return Launch.in(
                Map.of("LD_PRELOAD", library.toString(), "FAKE_CLOCK", setting.toString()));
    }

    /** Sets it fast, or slow, by so much. */
    void set(Duration fast) throws IOException {
        var value = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        octets.write(value.putLong(fast.toSeconds()).flip(), 0);
    }

    @Override
    public void close() throws IOException {
        octets.close();
    }

    private static String source() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(FakeClock.class.getResource("clock.c")).toURI())
                .toString();
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
