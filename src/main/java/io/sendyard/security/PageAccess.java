package io.sendyard.security;

import io.sendyard.account.SignedIn;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Who can use which page: everyone who is signed in can look, and change their own settings; all
 * but viewers can send; owners and admins can change the rest.
 */
@Component
class PageAccess implements AuthorizationManager<RequestAuthorizationContext> {

    private static final PathPatternRequestMatcher.Builder PATH =
            PathPatternRequestMatcher.withDefaults();

    private static final RequestMatcher OF_ONES_OWN =
            new OrRequestMatcher(
                    PATH.matcher("/settings/profile/**"),
                    PATH.matcher("/settings/access-tokens/**"));

    private static final RequestMatcher SENDING =
            new OrRequestMatcher(
                    PATH.matcher(HttpMethod.POST, "/email/servers/{server}/activity/test"),
                    PATH.matcher(
                            HttpMethod.POST,
                            "/email/servers/{server}/activity/{message}/resending"));

    private static final RequestMatcher LOOKING =
            new OrRequestMatcher(
                    PATH.matcher(HttpMethod.GET, "/**"), PATH.matcher(HttpMethod.HEAD, "/**"));

    private static final RequestMatcher SHOWING_NO_TOKEN =
            new NegatedRequestMatcher(PATH.matcher("/email/servers/{server}/token/**"));

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication,
            RequestAuthorizationContext context) {
        var request = context.getRequest();
        var caller = authentication.get() == null ? null : authentication.get().getPrincipal();
        return new AuthorizationDecision(
                caller instanceof SignedIn person
                        && (person.manages()
                                || OF_ONES_OWN.matches(request)
                                || (person.sends() && SENDING.matches(request))
                                || (LOOKING.matches(request)
                                        && SHOWING_NO_TOKEN.matches(request))));
    }
}
