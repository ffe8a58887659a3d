package io.sendyard.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** Every exception of a page, answered as a page that says what it means. */
@ControllerAdvice(annotations = Controller.class)
class PageErrors {

    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    private final Pages pages;

    PageErrors(Pages pages) {
        this.pages = pages;
    }

    /** The client has disconnected; there is no one to answer. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void leave() {}

    @ExceptionHandler(Exception.class)
    ModelAndView answer(
            Exception exception, HttpServletRequest request, HttpServletResponse response) {
        var failure = Failure.of(exception);
        failure.note(LOG, request, exception);
        return pages.error(failure, request, response);
    }
}
