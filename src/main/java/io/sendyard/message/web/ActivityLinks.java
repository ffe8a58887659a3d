package io.sendyard.message.web;

import io.sendyard.core.MessageId;
import io.sendyard.server.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The addresses of a server's log, with filters that can be bookmarked. */
record ActivityLinks(Server server) {

    /** The log itself. */
    String log(ActivityQuery search) {
        return href("", search, Map.of());
    }

    /** What tells of changes in these rows, and of newer ones than the newest of them. */
    String live(ActivityQuery search, List<MessageId> shown) {
        boolean first = search.before() == null && search.after() == null;
        var ids = shown.stream().map(MessageId::toString).collect(Collectors.joining(","));
        return href(
                "/live",
                search.at(null, null),
                Map.of("shown", ids, "first", String.valueOf(first)));
    }

    String message(MessageId id) {
        return href("/" + id, ActivityQuery.all(), Map.of());
    }

    private String href(String tail, ActivityQuery search, Map<String, String> more) {
        var href =
                UriComponentsBuilder.fromPath(
                        "/email/servers/%s/activity%s".formatted(server.cuid(), tail));
        var values = new HashMap<String, Object>();
        add(href, values, "q", search.q());
        add(href, values, "state", search.state() == null ? null : search.state().key());
        add(href, values, "stream", search.stream());
        add(href, values, "tag", search.tag());
        add(href, values, "from", search.from());
        add(href, values, "to", search.to());
        add(href, values, "before", search.before());
        add(href, values, "after", search.after());
        more.forEach((name, value) -> add(href, values, name, value));
        return href.encode().buildAndExpand(values).toUriString();
    }

    private static void add(
            UriComponentsBuilder href,
            Map<String, Object> values,
            String name,
            @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            href.queryParam(name, "{" + name + "}");
            values.put(name, value);
        }
    }
}
