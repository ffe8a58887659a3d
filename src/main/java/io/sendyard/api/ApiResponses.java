package io.sendyard.api;

import io.sendyard.web.Failure;
import io.sendyard.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The path of the API, and how filters before its controllers answer with a problem. */
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

    /** The problem for an exception, for answers with several results. */
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
