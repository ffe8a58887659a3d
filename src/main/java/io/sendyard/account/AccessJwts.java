package io.sendyard.account;

import io.sendyard.core.Cuid;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

/**
 * The JWTs (RFC 7519) that API clients get for a password: they contain a {@link SessionPrincipal}
 * and last an hour.
 */
@Component
public class AccessJwts {

    public static final String ISSUER = "sendyard";
    public static final String AUDIENCE = "sendyard-api";
    public static final Duration LIFETIME = Duration.ofHours(1);
    private static final String EPOCH = "epoch";

    private final JwtEncoder encoder;
    private final Clock clock;

    AccessJwts(JwtEncoder encoder, Clock clock) {
        this.encoder = encoder;
        this.clock = clock;
    }

    /** A new JWT, in its compact form. */
    public String issue(SessionPrincipal principal) {
        var now = clock.instant();
        var claims =
                JwtClaimsSet.builder()
                        .issuer(ISSUER)
                        .audience(List.of(AUDIENCE))
                        .subject(principal.person().value())
                        .claim(EPOCH, principal.epoch())
                        .issuedAt(now)
                        .expiresAt(now.plus(LIFETIME))
                        .build();
        var header = JwsHeader.with(SignatureAlgorithm.RS256).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    /** The principal in a JWT whose signature, issuer, audience and time were checked. */
    public static Optional<SessionPrincipal> read(Jwt jwt) {
        return jwt.getClaim(EPOCH) instanceof Number epoch && jwt.getSubject() != null
                ? Optional.of(new SessionPrincipal(Cuid.of(jwt.getSubject()), epoch.intValue()))
                : Optional.empty();
    }
}
