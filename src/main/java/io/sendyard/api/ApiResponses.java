package io.sendyard.api;

import io.sendyard.web.Failure;
import io.sendyard.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the API lives, and how a filter in front of its controllers refuses a call in the API's own
 * words.
 */
@Component
public class ApiResponses {

    /** The path under which everything is API. */
    public static final String ROOT = "/v1/";

    private final JsonMapper json;

    ApiResponses(JsonMapper json) {
        this.json = json;
    }

    /** Answers with the problem that {@code status} names. */
    public void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status)
            throws IOException {
        refuse(request, response, Failure.of(status));
    }

    /** Answers with a problem in a sentence of its own. */
    public void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String sentence)
            throws IOException {
        refuse(request, response, Failure.of(status, sentence));
    }

    /** What an exception means to whoever called, where an answer tells of several things. */
    public static Problem problem(RuntimeException exception, HttpServletRequest request) {
        return Failure.of(exception).problem(request.getRequestURI());
    }

    void refuse(HttpServletRequest request, HttpServletResponse response, Failure failure)
            throws IOException {
        response.setStatus(failure.status().value());
        failure.headers().toSingleValueMap().forEach(response::setHeader);
        json.writeValue(response.getOutputStream(), failure.problem(request.getRequestURI()));
    }
}
