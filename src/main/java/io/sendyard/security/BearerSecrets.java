package io.sendyard.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Takes a request's secret from {@code Authorization: Bearer} (RFC 6750 section 2.1) or from {@code
 * X-API-Key}, never from the URL.
 */
class BearerSecrets implements BearerTokenResolver {

    private final BearerTokenResolver authorization = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        var bearer = authorization.resolve(request);
        if (bearer != null) {
            return bearer;
        }
        var key = request.getHeader("X-API-Key");
        return key == null || key.isBlank() ? null : key;
    }
}
