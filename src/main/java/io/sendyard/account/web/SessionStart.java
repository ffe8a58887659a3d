package io.sendyard.account.web;

import io.sendyard.account.SessionPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;

/** Begins or goes on with somebody's session under a new id, where no sign-in form was sent. */
final class SessionStart {

    private static final SecurityContextRepository SESSIONS =
            new HttpSessionSecurityContextRepository();

    private SessionStart() {}

    static void with(
            SessionPrincipal principal, HttpServletRequest request, HttpServletResponse response) {
        request.getSession();
        request.changeSessionId();
        var authentication =
                UsernamePasswordAuthenticationToken.authenticated(principal, null, List.of());
        SESSIONS.saveContext(new SecurityContextImpl(authentication), request, response);
    }
}
