package io.sendyard.security;

import io.sendyard.api.ApiResponses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** How the API says that it does not know the caller, or that the caller may not. */
class ApiRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ApiResponses api;

    ApiRefusals(ApiResponses api) {
        this.api = api;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException exception)
            throws IOException {
        api.refuse(request, response, HttpStatus.UNAUTHORIZED);
    }

    @Override
    public void handle(
            HttpServletRequest request,
            HttpServletResponse response,
            AccessDeniedException exception)
            throws IOException {
        api.refuse(
                request,
                response,
                exception instanceof OutOfReach ? HttpStatus.NOT_FOUND : HttpStatus.FORBIDDEN);
    }
}
