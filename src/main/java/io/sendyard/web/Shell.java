package io.sendyard.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The data of the layout around a page: who is signed in, the page's position, and the public
 * address of the installation.
 *
 * @param parents names of the objects that the page is inside of, in the order of their IDs in the
 *     path
 * @param captures whether the installation is in capture mode
 */
public record Shell(
        @Nullable Viewer viewer,
        String path,
        List<String> parents,
        String baseUrl,
        boolean captures) {

    private static final Pattern ID = Pattern.compile("c[0-9a-z]{24}|msg_[0-9a-z]{26}");

    private static final Map<String, String> WORDS = Map.of("api-keys", "API keys");

    public boolean signedIn() {
        return viewer != null;
    }

    public String person() {
        return viewer == null ? "" : viewer.personName();
    }

    public String account() {
        return viewer == null ? "" : viewer.accountName();
    }

    /** The initials of the person's name. */
    public String initials() {
        var words = person().split(" ", -1);
        var first = initial(words[0]);
        return words.length == 1 ? first : first + initial(words[words.length - 1]);
    }

    /** Whether the person may make, change and delete things; others see no buttons for it. */
    public boolean manages() {
        return viewer != null && viewer.manages();
    }

    /** Whether the person may send mail. */
    public boolean sends() {
        return viewer != null && viewer.sends();
    }

    /** The way to this page, Email / Servers / Production; its last step leads nowhere. */
    public List<Crumb> crumbs() {
        var crumbs = new ArrayList<Crumb>();
        var remaining = parents.iterator();
        var href = new StringBuilder();
        for (var segment : path.substring(1).split("/", -1)) {
            href.append('/').append(segment);
            var label =
                    ID.matcher(segment).matches()
                            ? (remaining.hasNext() ? remaining.next() : null)
                            : word(segment);
            if (label != null) {
                crumbs.add(new Crumb(label, href.toString()));
            }
        }
        crumbs.add(new Crumb(crumbs.removeLast().label(), null));
        return crumbs;
    }

    /** The browser's title: the way back from this page. */
    public String title() {
        var labels =
                crumbs().stream()
                        .map(Crumb::label)
                        .collect(Collectors.toCollection(ArrayList::new));
        labels.addFirst("Sendyard");
        return String.join(" · ", labels.reversed());
    }

    private static String initial(String word) {
        return word.isEmpty() ? "" : Character.toString(word.codePointAt(0));
    }

    private static String word(String segment) {
        return WORDS.getOrDefault(segment, capital(Arrays.asList(segment.split("-", -1))));
    }

    private static String capital(List<String> words) {
        var text = String.join(" ", words);
        return text.isEmpty()
                ? "Sendyard"
                : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** One step of the way. */
    public record Crumb(String label, @Nullable String href) {}
}
