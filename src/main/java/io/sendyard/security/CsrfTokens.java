package io.sendyard.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * CSRF tokens: in the session of a person who is signed in, else in a cookie. Another port or
 * subdomain of the same host can set a cookie, so a cookie must not vouch for a person's request.
 */
final class CsrfTokens implements CsrfTokenRepository {

    private final CsrfTokenRepository ofSession = new HttpSessionCsrfTokenRepository();
    private final CsrfTokenRepository ofCookie;

    CsrfTokens(CsrfTokenRepository ofCookie) {
        this.ofCookie = ofCookie;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return of(request).generateToken(request);
    }

    @Override
    public void saveToken(
            @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        of(request).saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return of(request).loadToken(request);
    }

    private CsrfTokenRepository of(HttpServletRequest request) {
        return request.getSession(false) == null ? ofCookie : ofSession;
    }
}
