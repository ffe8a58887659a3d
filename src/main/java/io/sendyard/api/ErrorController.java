package io.sendyard.api;

import io.sendyard.web.Failure;
import io.sendyard.web.Pages;
import io.sendyard.web.SecurityHeaders;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * What never reached a controller: no such route, a method it does not take, an exception in a
 * filter.
 */
@Controller
class ErrorController implements org.springframework.boot.webmvc.error.ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorController.class);

    private final Pages pages;

    ErrorController(Pages pages) {
        this.pages = pages;
    }

    @RequestMapping("/error")
    Object answer(HttpServletRequest request, HttpServletResponse response) {
        SecurityHeaders.write(request, response);
        var path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        var failure = failure(request, path);
        if (!ApiResponses.areRead(request, path)) {
            return pages.error(failure, request, response);
        }
        return ResponseEntity.status(failure.status())
                .headers(failure.headers())
                .body(failure.problem(path));
    }

    private static Failure failure(HttpServletRequest request, String path) {
        var status = status(request);
        if (status != null && !status.is5xxServerError()) {
            // If Tomcat couldn't read a body, the exception is a plain IOException.
            return Failure.of(status);
        }
        var exception = cause((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        if (exception != null) {
            return Failure.of(exception);
        }
        if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
            // Tomcat logs exceptions, but not a status without one.
            LOG.error("{} {} failed without an exception", request.getMethod(), path);
        }
        return Failure.of(Objects.requireNonNullElse(status, HttpStatus.NOT_FOUND));
    }

    private static @Nullable HttpStatus status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.valueOf(code)
                : null;
    }

    private static @Nullable Throwable cause(@Nullable Throwable thrown) {
        return thrown instanceof ServletException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
    }
}
