package io.sendyard.mime;

import java.io.IOException;

/** Text that ends with an exception instead of becoming longer than a limit. */
final class LimitedText implements Appendable {

    private final StringBuilder text = new StringBuilder();
    private final int longest;

    /** Text of at most this many characters. */
    LimitedText(int longest) {
        this.longest = longest;
    }

    @Override
    public Appendable append(CharSequence more) throws IOException {
        return append(more, 0, more.length());
    }

    @Override
    public Appendable append(CharSequence more, int start, int end) throws IOException {
        if (text.length() + end - start > longest) {
            throw new IOException("The text has more than %,d characters".formatted(longest));
        }
        text.append(more, start, end);
        return this;
    }

    @Override
    public Appendable append(char character) throws IOException {
        return append(String.valueOf(character));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
