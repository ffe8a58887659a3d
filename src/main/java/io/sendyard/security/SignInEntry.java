package io.sendyard.security;

import io.github.wimdeblauwe.htmx.spring.boot.security.HxRefreshHeaderAuthenticationEntryPoint;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Leads somebody who is not signed in to the sign-in page, from where pages are; elsewhere there is
 * nothing for them.
 */
@Component
class SignInEntry implements AuthenticationEntryPoint {

    private static final PathPatternRequestMatcher.Builder PATH =
            PathPatternRequestMatcher.withDefaults();

    private static final RequestMatcher PAGES =
            new OrRequestMatcher(
                    PATH.matcher("/"),
                    PATH.matcher("/email/**"),
                    PATH.matcher("/settings/**"),
                    PATH.matcher("/jump"));

    private final AuthenticationEntryPoint whole = new LoginUrlAuthenticationEntryPoint("/sign-in");
    private final AuthenticationEntryPoint fragment = new HxRefreshHeaderAuthenticationEntryPoint();

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException exception)
            throws IOException, ServletException {
        if (!PAGES.matches(request)) {
            response.sendError(HttpStatus.NOT_FOUND.value());
        } else if (request.getHeader("HX-Request") != null) {
            fragment.commence(request, response, exception);
        } else {
            whole.commence(request, response, exception);
        }
    }
}
