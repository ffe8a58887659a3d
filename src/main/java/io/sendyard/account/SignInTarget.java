package io.sendyard.account;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * The page that a sign-in leads to. It is part of the sign-in page's URL and stored nowhere.
 *
 * @param path the path of a page of ours, with its query
 */
public record SignInTarget(String path) {

    /** The list of servers. */
    public static final SignInTarget DEFAULT = new SignInTarget("/email/servers");

    /** The name of the URL parameter and of the form field. */
    public static final String PARAMETER = "continue";

    private static final int MAX_LENGTH = 512;

    /** No host, dot, backslash, semicolon or escape, so it can lead nowhere else. */
    private static final Pattern PAGE =
            Pattern.compile("/email(?:/[A-Za-z0-9_-]+)+|/settings(?:/[A-Za-z0-9_-]+)*|/jump");

    private static final Pattern QUERY =
            Pattern.compile("[A-Za-z]+=[A-Za-z0-9._~%+@:-]*(?:&[A-Za-z]+=[A-Za-z0-9._~%+@:-]*)*");

    /** The parameters of our pages. Any other may be a secret, such as a password. */
    private static final Set<String> PARAMETERS =
            Set.of(
                    "after",
                    "before",
                    "email",
                    "first",
                    "from",
                    "mode",
                    "name",
                    "number",
                    "period",
                    "pictures",
                    "q",
                    "reason",
                    "shown",
                    "since",
                    "sort",
                    "state",
                    "stream",
                    "streamId",
                    "tag",
                    "to",
                    "view");

    /** The page at a path with its query, or the default where that is not a page of ours. */
    public static SignInTarget of(@Nullable String wanted) {
        return wanted != null && isPage(wanted) ? new SignInTarget(wanted) : DEFAULT;
    }

    /** The URL of the sign-in page that leads here. */
    public String signInPage() {
        return equals(DEFAULT) ? "/sign-in" : "/sign-in?%s=%s".formatted(PARAMETER, encoded(path));
    }

    private static boolean isPage(String wanted) {
        if (wanted.length() > MAX_LENGTH) {
            return false;
        }
        var parts = wanted.split("\\?", 2);
        return PAGE.matcher(parts[0]).matches() && (parts.length == 1 || isQuery(parts[1]));
    }

    private static boolean isQuery(String query) {
        return QUERY.matcher(query).matches()
                && Stream.of(query.split("&", -1))
                        .map(parameter -> parameter.split("=", 2)[0])
                        .allMatch(PARAMETERS::contains);
    }

    private static String encoded(String path) {
        return UriUtils.encodeQueryParam(path, StandardCharsets.UTF_8).replace("+", "%2B");
    }
}
