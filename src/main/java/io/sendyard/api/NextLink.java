package io.sendyard.api;

import io.sendyard.web.Installation;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/** The value of a list's Link header (RFC 8288) that leads to its next page. */
public final class NextLink {

    private NextLink() {}

    /** The link to {@code path}, whose characters need no encoding, with these parameters. */
    public static String to(Installation installation, String path, Map<String, ?> parameters) {
        var next = UriComponentsBuilder.fromUri(installation.baseUrl()).path(path);
        parameters.keySet().forEach(name -> next.queryParam(name, "{" + name + "}"));
        return "<%s>; rel=\"next\""
                .formatted(next.encode().buildAndExpand(parameters).toUriString());
    }
}
