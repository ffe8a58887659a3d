package io.sendyard.account.web;

import io.sendyard.account.AccessJwts;
import io.sendyard.account.SignInRefused;
import io.sendyard.account.SignIns;
import io.sendyard.api.ApiResponses;
import io.sendyard.core.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/auth/login}: a JWT for a password. */
@RestController
class LoginApi {

    private final SignIns signIns;
    private final AccessJwts jwts;
    private final ApiResponses api;

    LoginApi(SignIns signIns, AccessJwts jwts, ApiResponses api) {
        this.signIns = signIns;
        this.jwts = jwts;
        this.api = api;
    }

    @PostMapping("/v1/auth/login")
    LoginToken login(@Valid @RequestBody LoginRequest credentials, HttpServletRequest request) {
        var principal =
                signIns.byPassword(
                        credentials.email(),
                        credentials.password(),
                        ClientAddress.of(request.getRemoteAddr()));
        return new LoginToken(jwts.issue(principal), "Bearer", AccessJwts.LIFETIME.toSeconds());
    }

    @ExceptionHandler(SignInRefused.class)
    void refused(SignInRefused refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (refused.pause().isPositive()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(refused.pause().toSeconds()));
            api.refuse(request, response, HttpStatus.TOO_MANY_REQUESTS, refused.sentence());
        } else {
            api.refuse(request, response, HttpStatus.UNAUTHORIZED, refused.sentence());
        }
    }

    /** What a person proves themselves with. */
    record LoginRequest(
            @NotNull(message = "Give your e-mail address.") String email,
            @NotNull(message = "Give your password.") String password) {

        @Override
        public String toString() {
            return "Credentials[email=" + email + "]";
        }
    }

    /**
     * What the API is called with.
     *
     * @param expiresIn seconds
     */
    record LoginToken(String accessToken, String tokenType, long expiresIn) {}
}
