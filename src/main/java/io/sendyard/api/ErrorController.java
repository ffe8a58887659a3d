package io.sendyard.api;

import io.sendyard.web.Failure;
import io.sendyard.web.Pages;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
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

    private final Pages pages;

    ErrorController(Pages pages) {
        this.pages = pages;
    }

    @RequestMapping("/error")
    Object answer(HttpServletRequest request, HttpServletResponse response) {
        var path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        var failure = failure(request);
        if (!path.startsWith(ApiResponses.ROOT)) {
            return pages.error(failure, request, response);
        }
        return ResponseEntity.status(failure.status())
                .headers(failure.headers())
                .body(failure.problem(path));
    }

    private static Failure failure(HttpServletRequest request) {
        var exception = cause((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        if (exception != null) {
            return Failure.of(exception);
        }
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return Failure.of(
                status instanceof Integer code ? HttpStatus.valueOf(code) : HttpStatus.NOT_FOUND);
    }

    private static @Nullable Throwable cause(@Nullable Throwable thrown) {
        return thrown instanceof ServletException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
    }
}
