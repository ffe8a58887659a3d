package io.sendyard.account.web;

import io.sendyard.account.SessionPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;

/** Starts or continues a session under a new ID without a sign-in form. */
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
