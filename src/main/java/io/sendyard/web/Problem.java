package io.sendyard.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * The body of every refused API call (RFC 9457): what went wrong, a stable code, and the fields to
 * blame.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        @JsonProperty @Nullable List<FieldProblem> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(
            HttpStatus status,
            String code,
            String detail,
            String path,
            @Nullable List<FieldProblem> errors) {
        return new Problem(
                "about:blank",
                status.getReasonPhrase(),
                status.value(),
                detail,
                path,
                code,
                errors);
    }

    /** A problem that the status alone names. */
    static Problem of(HttpStatus status, String detail, String path) {
        return of(status, code(status), detail, path, null);
    }

    private static String code(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "malformed_request";
            case UNPROCESSABLE_CONTENT -> "validation_failed";
            case CONTENT_TOO_LARGE -> "payload_too_large";
            case TOO_MANY_REQUESTS -> "rate_limited";
            case INTERNAL_SERVER_ERROR -> "internal";
            case SERVICE_UNAVAILABLE -> "unavailable";
            default -> status.name().toLowerCase(Locale.ROOT);
        };
    }

    /** What is wrong with one field, by its name in the request. */
    public record FieldProblem(String field, String message, String code) {}
}
