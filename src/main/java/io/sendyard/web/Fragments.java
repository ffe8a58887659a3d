package io.sendyard.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/**
 * The fragments that each template offers, read from the template itself, so that a request can
 * name no other.
 */
@Component
class Fragments {

    private static final Pattern FRAGMENT = Pattern.compile("th:fragment=\"([a-z][a-z0-9-]*)\"");

    private final ResourceLoader resources;
    private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

    Fragments(ResourceLoader resources) {
        this.resources = resources;
    }

    /**
     * The name of the view that renders just {@code target} of {@code template}; empty where it has
     * no such fragment.
     */
    Optional<String> find(String template, @Nullable String target) {
        return Optional.ofNullable(target)
                .filter(name -> known.computeIfAbsent(template, this::read).contains(name))
                .map(name -> template + " :: " + name);
    }

    private Set<String> read(String template) {
        var file = resources.getResource("classpath:/templates/" + template + ".html");
        try {
            var text = file.getContentAsString(StandardCharsets.UTF_8);
            return FRAGMENT.matcher(text)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
