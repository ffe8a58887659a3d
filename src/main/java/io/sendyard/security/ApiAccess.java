package io.sendyard.security;

import io.sendyard.account.SignedIn;
import io.sendyard.apikey.KeyType;
import io.sendyard.apikey.Program;
import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Who may call what of the API: a person reads, and with the role for it sends or changes; a
 * program works for its own server and makes, deletes and unlocks none; a send-only key sends.
 */
@Component
class ApiAccess implements AuthorizationManager<RequestAuthorizationContext> {

    private static final PathPatternRequestMatcher.Builder PATH =
            PathPatternRequestMatcher.withDefaults();

    private static final List<PathPatternRequestMatcher> OF_ONE_SERVER =
            List.of(PATH.matcher("/v1/servers/{server}"), PATH.matcher("/v1/servers/{server}/**"));

    private static final RequestMatcher SENDING =
            new OrRequestMatcher(
                    PATH.matcher(HttpMethod.POST, "/v1/send"),
                    PATH.matcher(HttpMethod.POST, "/v1/send/batch"),
                    PATH.matcher(HttpMethod.GET, "/v1/messages/{message}"),
                    PATH.matcher(HttpMethod.HEAD, "/v1/messages/{message}"));

    /** What every person who may send can do, as on the pages. */
    private static final RequestMatcher SENDING_AGAIN =
            PATH.matcher(HttpMethod.POST, "/v1/messages/{message}/resend");

    private static final RequestMatcher FOR_PEOPLE_ONLY =
            new OrRequestMatcher(
                    PATH.matcher("/v1/servers"),
                    PATH.matcher(HttpMethod.DELETE, "/v1/servers/{server}"),
                    PATH.matcher("/v1/servers/{server}/token/**"),
                    PATH.matcher("/v1/servers/{server}/api-keys/**"));

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication,
            RequestAuthorizationContext context) {
        var request = context.getRequest();
        var caller = authentication.get() == null ? null : authentication.get().getPrincipal();
        return new AuthorizationDecision(
                switch (caller) {
                    case SignedIn person ->
                            reads(request)
                                    || person.manages()
                                    || (person.sends() && SENDING_AGAIN.matches(request));
                    case Program program -> may(program, request);
                    case null, default -> false;
                });
    }

    private static boolean may(Program program, HttpServletRequest request) {
        if (program.type() == KeyType.SEND_ONLY) {
            return SENDING.matches(request);
        }
        if (OF_ONE_SERVER.stream().anyMatch(path -> isOutOfReach(program, path.matcher(request)))) {
            throw new OutOfReach();
        }
        return !FOR_PEOPLE_ONLY.matches(request);
    }

    private static boolean isOutOfReach(Program program, RequestMatcher.MatchResult path) {
        if (!path.isMatch()) {
            return false;
        }
        try {
            return !program.reaches(Cuid.of(String.valueOf(path.getVariables().get("server"))));
        } catch (NotFound e) {
            return true;
        }
    }

    private static boolean reads(HttpServletRequest request) {
        return List.of("GET", "HEAD", "OPTIONS").contains(request.getMethod());
    }
}
