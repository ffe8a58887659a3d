package io.sendyard.template;

import com.github.jknack.handlebars.Context;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;

/** Collects the output of one rendering, and ends it if it takes too long or gets too large. */
class RenderingLimit extends Writer {

    /** What a text may have in octets, each character at least one. */
    static final int MOST_CHARACTERS = 5 * 1024 * 1024;

    private static final long MOST_NANOS = Duration.ofSeconds(2).toNanos();
    private static final String PLACE = RenderingLimit.class.getName();

    private final StringWriter written = new StringWriter();
    private final long start = System.nanoTime();

    /** A meter that runs from now on, and that helpers find by the context. */
    static RenderingLimit start(Context context) {
        var meter = new RenderingLimit();
        context.data(PLACE, meter);
        return meter;
    }

    static RenderingLimit of(Context context) {
        return context.data(PLACE);
    }

    /**
     * Checks that neither limit is reached.
     *
     * @param characters written so far
     */
    void check(int characters) throws Exceeded {
        if (characters > MOST_CHARACTERS) {
            throw new Exceeded("Filled in, this is larger than 5 MiB.");
        }
        if (System.nanoTime() - start > MOST_NANOS) {
            throw new Exceeded("Filling this in takes longer than two seconds.");
        }
    }

    String result() {
        return written.toString();
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        check(written.getBuffer().length() + length);
        written.write(characters, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    /** There is a name in the context's data that a template can ask for; it tells nothing. */
    @Override
    public String toString() {
        return "";
    }

    /** The rendering took too long or wrote too much. */
    static class Exceeded extends IOException {

        Exceeded(String sentence) {
            super(sentence);
        }
    }
}
