package io.sendyard.security;

import io.sendyard.account.SessionPrincipal;
import io.sendyard.account.SignIns;
import io.sendyard.account.SignedIn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the person behind a session anew for each request, and ends the session of one who left or
 * changed the password.
 */
class CurrentPersonFilter extends OncePerRequestFilter {

    private final SignIns signIns;

    CurrentPersonFilter(SignIns signIns) {
        this.signIns = signIns;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var kept = SecurityContextHolder.getContext().getAuthentication();
        if (kept != null && kept.getPrincipal() instanceof SessionPrincipal principal) {
            signIns.by(principal)
                    .ifPresentOrElse(CurrentPersonFilter::signIn, () -> signOut(request));
        }
        chain.doFilter(request, response);
    }

    /** The error page needs the person too. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static void signIn(SignedIn person) {
        var authentication =
                UsernamePasswordAuthenticationToken.authenticated(person, null, List.of());
        SecurityContextHolder.setContext(new SecurityContextImpl(authentication));
    }

    private static void signOut(HttpServletRequest request) {
        request.getSession().invalidate();
        SecurityContextHolder.clearContext();
    }
}
