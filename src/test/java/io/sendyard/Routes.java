package io.sendyard;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route and verb of the running application, so that a new one is tried unasked. */
public final class Routes {

    private Routes() {}

    public static List<Route> of(RequestMappingHandlerMapping mapping) {
        return mapping.getHandlerMethods().keySet().stream()
                .flatMap(info ->
                        info.getMethodsCondition().getMethods().stream()
                                .map(RequestMethod::name)
                                .flatMap(method ->
                                        info.getPatternValues().stream()
                                                .map(pattern -> new Route(method, pattern))))
                .sorted(Comparator.comparing(Route::pattern).thenComparing(Route::method))
                .toList();
    }

    /** Those whose path alone gives no access. */
    public static List<Route> guarded(RequestMappingHandlerMapping mapping) {
        return of(mapping).stream().filter(route -> !route.secret()).toList();
    }

    /** One verb at one address. */
    public record Route(String method, String pattern) {

        private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

        public boolean api() {
            return pattern.startsWith("/v1/");
        }

        /** Whether its path is itself the secret and gives access to anyone who has it. */
        public boolean secret() {
            return pattern.startsWith("/u/");
        }

        public boolean changes() {
            return !method.equals("GET");
        }

        /** The names of its path's variables. */
        public List<String> variables() {
            return VARIABLE.matcher(pattern)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList();
        }

        /** Its path with these ids for the variables of the same name. */
        public String path(Map<String, String> ids) {
            var path = pattern;
            for (var variable : variables()) {
                var id = ids.get(variable);
                if (id == null) {
                    throw new AssertionError(
                            "%s has the path variable {%s}, and this test does not know an id for it: give it one, of each account."
                                    .formatted(this, variable));
                }
                path = path.replace("{" + variable + "}", id);
            }
            return path;
        }

        /** Each way to take some of its ids from {@code theirs} and the others from {@code own}. */
        public List<Map<String, String>> mixed(
                Map<String, String> theirs, Map<String, String> own) {
            path(theirs);
            int ways = 1 << variables().size();
            return java.util.stream.IntStream.range(1, ways)
                    .mapToObj(way -> {
                        var ids = new LinkedHashMap<String, String>();
                        for (int i = 0; i < variables().size(); i++) {
                            var name = variables().get(i);
                            var from = (way & (1 << i)) == 0 ? own : theirs;
                            ids.put(name, String.valueOf(from.get(name)));
                        }
                        return (Map<String, String>) ids;
                    })
                    .toList();
        }

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }
}
