package io.sendyard.security;

import io.sendyard.account.SignInTarget;
import io.sendyard.account.SignIns;
import io.sendyard.api.ApiFilters;
import io.sendyard.api.ApiResponses;
import io.sendyard.api.BodyLimitFilter;
import io.sendyard.api.RateLimitFilter;
import io.sendyard.web.Installation;
import io.sendyard.web.SecurityHeaders;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * Four filter chains: static files for all, the API with secrets, unsubscribing by the link in a
 * message, pages with sessions for people who signed in. Everything else is denied.
 */
@Configuration(proxyBeanMethods = false)
class SecurityChains {

    private static final RedirectStrategy REDIRECTS = new DefaultRedirectStrategy();

    /** Styles, scripts and pictures: no session is looked at, and browsers may keep them. */
    @Bean
    @Order(1)
    SecurityFilterChain filesChain(HttpSecurity http, Installation installation) throws Exception {
        return http.securityMatcher(
                        "/css/**",
                        "/js/**",
                        "/webjars/**",
                        "/vendor/**",
                        "/*.css",
                        "/*.js",
                        "/*.svg")
                .headers(headers ->
                        guard(headers, installation)
                                .cacheControl(HeadersConfigurer.CacheControlConfig::disable))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /**
     * The API: a JWT, an access token, a server's token or an API key in each request, and no
     * cookie counts.
     */
    @Bean
    @Order(2)
    SecurityFilterChain apiChain(
            HttpSecurity http,
            BearerAuthentication bearers,
            ApiAccess access,
            ApiResponses api,
            ApiFilters filters,
            Installation installation)
            throws Exception {
        var refusals = new ApiRefusals(api);
        return http.securityMatcher(ApiResponses.ROOT + "**")
                .headers(headers -> guard(headers, installation))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .oauth2ResourceServer(bearer ->
                        bearer.bearerTokenResolver(new BearerSecrets())
                                .authenticationManagerResolver(_ -> bearers)
                                .authenticationEntryPoint(refusals)
                                .accessDeniedHandler(refusals))
                .exceptionHandling(refused ->
                        refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(HttpMethod.POST, "/v1/auth/login")
                                .permitAll()
                                .requestMatchers("/v1/openapi.json")
                                .permitAll()
                                .anyRequest()
                                .access(access))
                .addFilterAfter(filters.rateLimit(), AuthorizationFilter.class)
                .addFilterAfter(filters.bodyLimit(), RateLimitFilter.class)
                .addFilterAfter(filters.idempotency(), BodyLimitFilter.class)
                .build();
    }

    /**
     * Unsubscribing by link: only the link counts. No session is read or created, so there is no
     * session whose CSRF token could be required, and email clients have none.
     */
    @Bean
    @Order(3)
    SecurityFilterChain readersChain(
            HttpSecurity http, ApiFilters filters, Installation installation) throws Exception {
        return http.securityMatcher("/u/**")
                .headers(headers ->
                        guard(headers, installation)
                                .referrerPolicy(
                                        referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                                .addHeaderWriter(
                                        new StaticHeadersWriter("X-Robots-Tag", "noindex")))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .addFilterAfter(filters.rateLimit(), AuthorizationFilter.class)
                .build();
    }

    /** The pages: a session once people signed in, a CSRF token with every change. */
    @Bean
    @Order(4)
    SecurityFilterChain pagesChain(
            HttpSecurity http,
            SignIns signIns,
            PageAccess access,
            SignInEntry entry,
            CsrfTokenRepository csrfTokens,
            SessionLimit sessions,
            ApiFilters filters,
            Installation installation)
            throws Exception {
        return http.headers(headers ->
                        guard(headers, installation).addHeaderWriter(new PreviewHeaders()))
                .formLogin(form ->
                        form.loginPage("/sign-in")
                                .usernameParameter("email")
                                .passwordParameter("password")
                                .authenticationDetailsSource(HttpServletRequest::getRemoteAddr)
                                .failureForwardUrl("/sign-in/failure")
                                .successHandler((request, response, person) -> {
                                    sessions.makeRoom(person.getName());
                                    goOn(request, response);
                                }))
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in"))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
                .requestCache(AbstractHttpConfigurer::disable)
                .exceptionHandling(refused ->
                        refused.authenticationEntryPoint(entry).accessDeniedHandler(entry))
                .authorizeHttpRequests(requests ->
                        // The end of an answer that was allowed when it began.
                        requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(
                                        "/sign-in",
                                        "/sign-in/failure",
                                        "/setup",
                                        "/docs/api",
                                        "/senders/confirmation",
                                        "/actuator/health",
                                        "/error")
                                .permitAll()
                                .anyRequest()
                                .access(access))
                .addFilterBefore(new CurrentPersonFilter(signIns), CsrfFilter.class)
                .addFilterBefore(filters.rateLimit(), CsrfFilter.class)
                .build();
    }

    /** A path that no honest client sends is not found. */
    @Bean
    RequestRejectedHandler rejectedPaths() {
        return (_, response, _) -> response.sendError(HttpStatus.NOT_FOUND.value());
    }

    /** Leads to the page that asked for the sign-in. */
    private static void goOn(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var wanted = request.getParameter(SignInTarget.PARAMETER);
        REDIRECTS.sendRedirect(request, response, SignInTarget.of(wanted).path());
    }

    /** TLS ends in front of us as a rule, so the base address tells whether people come by it. */
    private static HeadersConfigurer<HttpSecurity> guard(
            HeadersConfigurer<HttpSecurity> headers, Installation installation) {
        return headers.httpStrictTransportSecurity(tls ->
                        tls.requestMatcher(request -> request.isSecure() || installation.secure()))
                .contentSecurityPolicy(
                        policy -> policy.policyDirectives(SecurityHeaders.CONTENT_SECURITY_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN));
    }
}
