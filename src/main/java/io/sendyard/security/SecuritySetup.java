package io.sendyard.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.sendyard.account.AccessJwts;
import io.sendyard.api.BodyLimitFilter;
import io.sendyard.api.IdempotencyFilter;
import io.sendyard.api.RateLimitFilter;
import io.sendyard.web.Installation;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
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
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

/** The tools the doors are made of: passwords, JWTs, sessions and their cookie. */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(maxInactiveIntervalInSeconds = SecuritySetup.VISIT_SECONDS)
class SecuritySetup {

    /** How long a visitor's session is kept who does nothing and is not signed in. */
    static final int VISIT_SECONDS = 30 * 60;

    @Bean
    PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
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

    /** Over TLS the cookie is bound to this host and to TLS by its very name. */
    @Bean
    CookieSerializer sessionCookie(Installation installation) {
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName(installation.secure() ? "__Host-sendyard" : "sendyard");
        cookie.setUseSecureCookie(installation.secure());
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setCookiePath("/");
        return cookie;
    }

    /** The page that tells of an error asks who reads it, too. */
    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<?>> sessionsForErrorsToo(
            SessionRepositoryFilter<?> filter) {
        var registration = new FilterRegistrationBean<SessionRepositoryFilter<?>>(filter);
        registration.setDispatcherTypes(
                DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitOnlyInItsChain(BodyLimitFilter filter) {
        return onlyInItsChain(filter);
    }

    @Bean
    FilterRegistrationBean<RateLimitFilter> rateLimitOnlyInItsChain(RateLimitFilter filter) {
        return onlyInItsChain(filter);
    }

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyOnlyInItsChain(IdempotencyFilter filter) {
        return onlyInItsChain(filter);
    }

    @Bean
    FilterRegistrationBean<CurrentPersonFilter> freshSignInOnlyInItsChain(
            CurrentPersonFilter filter) {
        return onlyInItsChain(filter);
    }

    /** Spring Boot would put every filter bean in front of all requests too. */
    private static <T extends Filter> FilterRegistrationBean<T> onlyInItsChain(T filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }
}
