package io.sendyard.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.sendyard.account.AccessJwts;
import io.sendyard.web.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password4j.Argon2Password4jPasswordEncoder;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * The tools the doors are made of: passwords, JWTs, sessions and their cookie. Sessions are enabled
 * here and not by Spring Boot, because its part steps back where a repository like {@link
 * QuietSessions} is declared; so it creates no tables either, which is Flyway's part. Its filter
 * registration is used: it covers error pages, too.
 */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(maxInactiveIntervalInSeconds = SecuritySetup.SESSION_SECONDS)
class SecuritySetup {

    /** How long an inactive session lasts. Only people who signed in have one. */
    static final int SESSION_SECONDS = 14 * 24 * 60 * 60;

    private static final int HASH_MEMORY_KIB = 16 * 1024;
    private static final int HASH_PASSES = 2;
    private static final int HASH_LANES = 1;
    private static final int HASH_BYTES = 32;

    /** The parameters are part of each stored hash. Other ones would reject every old password. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return new Argon2Password4jPasswordEncoder(
                Argon2Function.getInstance(
                        HASH_MEMORY_KIB, HASH_PASSES, HASH_LANES, HASH_BYTES, Argon2.ID));
    }

    @Bean
    JwtEncoder jwtEncoder(SigningKey key) {
        var jwk =
                new RSAKey.Builder(key.publicKey())
                        .privateKey(key.privateKey())
                        .algorithm(JWSAlgorithm.RS256)
                        .build();
        return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(jwk)));
    }

    /** One algorithm, one key, our issuer and audience, and an end that is not over. */
    @Bean
    JwtDecoder jwtDecoder(SigningKey key) {
        var decoder =
                NimbusJwtDecoder.withPublicKey(key.publicKey())
                        .signatureAlgorithm(SignatureAlgorithm.RS256)
                        .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        new JwtTimestampValidator(Duration.ZERO),
                        new JwtClaimValidator<>(JwtClaimNames.EXP, Objects::nonNull),
                        new JwtIssuerValidator(AccessJwts.ISSUER),
                        new JwtClaimValidator<List<String>>(
                                JwtClaimNames.AUD,
                                audience ->
                                        audience != null
                                                && audience.contains(AccessJwts.AUDIENCE))));
        return decoder;
    }

    @Bean
    @Primary
    SessionCache sessionCache(JdbcIndexedSessionRepository sessions) {
        return new SessionCache(sessions);
    }

    @Bean
    SessionIdGenerator sessionIds() {
        return SessionCache.storedIds();
    }

    @Bean
    CookieSerializer sessionCookie(Installation installation) {
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName(cookieName("sendyard", installation));
        cookie.setUseSecureCookie(installation.secure());
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setCookiePath("/");
        return cookie;
    }

    /**
     * CSRF tokens. Those of people who are not signed in are in a cookie: their forms need no
     * session then, which a flood of requests would fill the database with.
     */
    @Bean
    CsrfTokenRepository csrfTokens(Installation installation) {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(cookieName("sendyard-csrf", installation));
        tokens.setHeaderName("X-CSRF-TOKEN");
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.secure(installation.secure()).sameSite("Lax"));
        return new CsrfTokens(tokens);
    }

    /** Over TLS, the prefix binds a cookie to this host and to TLS. */
    private static String cookieName(String name, Installation installation) {
        return installation.secure() ? "__Host-" + name : name;
    }
}
