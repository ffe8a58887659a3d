package io.sendyard.api;

import io.sendyard.web.Failure;
import io.sendyard.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

    /**
     * Whether the client reads JSON: it calls a path of the API, accepts JSON and no HTML, or sends
     * JSON. Such a client would take a page or a redirect for success.
     */
    public static boolean areRead(HttpServletRequest request) {
        return areRead(request, request.getRequestURI());
    }

    /** The same for a request that was forwarded from that path. */
    static boolean areRead(HttpServletRequest request, String path) {
        return path.startsWith(ROOT)
                || isJson(request.getHeader(HttpHeaders.ACCEPT))
                || (isJson(request.getContentType())
                        && !isHtml(request.getHeader(HttpHeaders.ACCEPT)));
    }

    private static boolean isJson(@Nullable String types) {
        return types != null && types.contains("json") && !isHtml(types);
    }

    private static boolean isHtml(@Nullable String types) {
        return types != null && types.contains("html");
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
