package io.sendyard.security;

import io.github.wimdeblauwe.htmx.spring.boot.security.HxRefreshHeaderAuthenticationEntryPoint;
import io.sendyard.account.SignInTarget;
import io.sendyard.api.ApiResponses;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Redirects people who are not signed in, or no longer, from pages to the sign-in page; elsewhere
 * there is nothing for them. A client that reads JSON is answered with a problem and no redirect.
 */
@Component
class SignInEntry implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final PathPatternRequestMatcher.Builder PATH =
            PathPatternRequestMatcher.withDefaults();

    private static final RequestMatcher PAGES =
            new OrRequestMatcher(
                    PATH.matcher("/"),
                    PATH.matcher("/email/**"),
                    PATH.matcher("/settings/**"),
                    PATH.matcher("/jump"));

    private static final RedirectStrategy REDIRECTS = new DefaultRedirectStrategy();

    private static final List<String> READING = List.of("GET", "HEAD");

    private static final RequestMatcher SIGN_IN = PATH.matcher("/sign-in");

    private final ApiResponses api;
    private final AccessDeniedHandler forbidden = new AccessDeniedHandlerImpl();
    private final AuthenticationEntryPoint fragment = new HxRefreshHeaderAuthenticationEntryPoint();

    SignInEntry(ApiResponses api) {
        this.api = api;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException exception)
            throws IOException, ServletException {
        if (!isPage(request)) {
            response.sendError(HttpStatus.NOT_FOUND.value());
        } else if (ApiResponses.areRead(request)) {
            api.refuse(request, response, HttpStatus.UNAUTHORIZED);
        } else if (request.getHeader("HX-Request") != null) {
            fragment.commence(request, response, exception);
        } else {
            REDIRECTS.sendRedirect(request, response, wanted(request).signInPage());
        }
    }

    private static boolean isPage(HttpServletRequest request) {
        return PAGES.matches(request) || SIGN_IN.matches(request);
    }

    private static SignInTarget wanted(HttpServletRequest request) {
        if (!READING.contains(request.getMethod())) {
            return SignInTarget.DEFAULT;
        }
        var query = request.getQueryString();
        return SignInTarget.of(
                query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query);
    }

    /**
     * A form whose CSRF token is not the current one. If nobody is signed in, its sender has to
     * sign in again. A sign-in form is done with if its sender signed in in another tab.
     */
    @Override
    public void handle(
            HttpServletRequest request,
            HttpServletResponse response,
            AccessDeniedException exception)
            throws IOException, ServletException {
        boolean stale = exception instanceof CsrfException;
        boolean signedIn = SecurityContextHolder.getContext().getAuthentication() != null;
        if (stale && !signedIn && (isPage(request) || ApiResponses.areRead(request))) {
            commence(
                    request,
                    response,
                    new InsufficientAuthenticationException("The session ended"));
        } else if (stale && signedIn && SIGN_IN.matches(request)) {
            var target = SignInTarget.of(request.getParameter(SignInTarget.PARAMETER));
            REDIRECTS.sendRedirect(request, response, target.path());
        } else {
            forbidden.handle(request, response, exception);
        }
    }
}
