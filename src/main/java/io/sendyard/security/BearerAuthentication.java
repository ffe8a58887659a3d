package io.sendyard.security;

import io.sendyard.account.AccessJwts;
import io.sendyard.account.AccessToken;
import io.sendyard.account.AccessTokenAuthentication;
import io.sendyard.account.SignIns;
import io.sendyard.apikey.ApiKey;
import io.sendyard.apikey.KeyAuthentication;
import io.sendyard.core.NotFound;
import io.sendyard.core.Secret;
import io.sendyard.web.Caller;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/** Recognizes the kind of an API call's secret by its prefix and asks the module that owns it. */
@Component
class BearerAuthentication implements AuthenticationManager {

    private static final String SERVER_TOKEN = "pt_";

    private final KeyAuthentication keys;
    private final AccessTokenAuthentication accessTokens;
    private final SignIns signIns;
    private final JwtDecoder jwts;

    BearerAuthentication(
            KeyAuthentication keys,
            AccessTokenAuthentication accessTokens,
            SignIns signIns,
            JwtDecoder jwts) {
        this.keys = keys;
        this.accessTokens = accessTokens;
        this.signIns = signIns;
        this.jwts = jwts;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        var secret = Secret.of(((BearerTokenAuthenticationToken) request).getToken());
        Caller caller =
                caller(secret)
                        .orElseThrow(
                                () -> new InvalidBearerTokenException("This secret opens nothing"));
        return UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of());
    }

    private Optional<? extends Caller> caller(Secret secret) {
        var text = secret.reveal();
        if (text.startsWith(SERVER_TOKEN) || text.startsWith(ApiKey.PREFIX)) {
            return keys.authenticate(secret);
        }
        return text.startsWith(AccessToken.PREFIX)
                ? accessTokens.authenticate(secret)
                : byJwt(text);
    }

    private Optional<? extends Caller> byJwt(String text) {
        try {
            return AccessJwts.read(jwts.decode(text)).flatMap(signIns::by);
        } catch (BadJwtException | NotFound e) {
            return Optional.empty();
        }
    }
}
