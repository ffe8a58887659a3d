package io.sendyard.template;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Options;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * {@code each} as Handlebars describes it, asking the meter at every round: loops in loops are what
 * makes a small template take long, and the library's own holds back what it writes until it is
 * through.
 */
class MeteredEach implements Helper<Object> {

    static final String NAME = "each";

    @Override
    public Object apply(@Nullable Object items, Options options) throws IOException {
        return switch (items) {
            case Iterable<?> list -> each(numbered(list), options);
            case Map<?, ?> map -> each(named(map), options);
            case null, default -> options.inverse();
        };
    }

    private static CharSequence each(Iterator<Item> items, Options options) throws IOException {
        if (!items.hasNext()) {
            return options.inverse();
        }
        var meter = RenderingLimit.of(options.context);
        var written = new StringBuilder();
        for (int index = 0; items.hasNext(); index++) {
            var item = items.next();
            var round = round(options.context, item, index, !items.hasNext());
            var names = Arrays.asList(item.value(), item.key());
            written.append(options.apply(options.fn, round, names));
            meter.check(written.length());
        }
        return written;
    }

    private static Context round(Context outer, Item item, int index, boolean last) {
        boolean even = index % 2 == 0;
        return Context.newContext(outer, item.value())
                .combine("@key", item.key())
                .combine("@index", index)
                .combine("@index_1", index + 1)
                .combine("@first", index == 0 ? "first" : "")
                .combine("@last", last ? "last" : "")
                .combine("@odd", even ? "" : "odd")
                .combine("@even", even ? "even" : "");
    }

    private static Iterator<Item> numbered(Iterable<?> list) {
        var values = list.iterator();
        return IntStream.iterate(0, _ -> values.hasNext(), index -> index + 1)
                .mapToObj(index -> new Item(index, values.next()))
                .iterator();
    }

    private static Iterator<Item> named(Map<?, ?> map) {
        return StreamSupport.stream(map.entrySet().spliterator(), false)
                .map(entry -> new Item(entry.getKey(), entry.getValue()))
                .iterator();
    }

    /** One of what is gone through, with its name or number. */
    private record Item(Object key, @Nullable Object value) {}
}
