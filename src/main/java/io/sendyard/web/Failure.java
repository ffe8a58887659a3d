package io.sendyard.web;

import io.sendyard.core.ApiEnum;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.database.DatabaseOutage;
import io.sendyard.web.Problem.FieldProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.BindException;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Maps exceptions to status, code and sentence, for pages and API alike. */
public record Failure(
        HttpStatus status,
        @Nullable String code,
        String sentence,
        @Nullable List<FieldProblem> errors) {

    static final String RETRY_AFTER_SECONDS = "5";

    static final String MALFORMED = "The request can't be read.";

    /** Reads an exception; nothing of a class, a statement or a stack gets into the sentence. */
    public static Failure of(Throwable exception) {
        return switch (exception) {
            case BodyRefused refused -> of(refused.status());
            case NotFound notFound ->
                    of(HttpStatus.NOT_FOUND, String.valueOf(notFound.getMessage()));
            case Refusal refusal -> of(refusal);
            case BindException invalid -> invalid((Errors) invalid);
            case InvalidFields invalid -> invalid(invalid.errors());
            case MethodArgumentTypeMismatchException mismatch ->
                    invalid(mismatch.getName(), "This value can't be used here.");
            case MissingServletRequestParameterException missing ->
                    invalid(missing.getParameterName(), "This is required.");
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable.getCause());
            case MaxUploadSizeExceededException _ -> of(HttpStatus.CONTENT_TOO_LARGE);
            case InvalidParameterException parameters ->
                    of(HttpStatus.valueOf(parameters.getErrorCode()));
            case MultipartException _, RequestRejectedException _ -> of(HttpStatus.BAD_REQUEST);
            case JacksonException json -> unreadable(json);
            case Malformed malformed -> malformed(malformed.path());
            case HandlerMethodValidationException parameters -> invalid(parameters);
            case ConcurrencyFailureException _ ->
                    of(
                            HttpStatus.CONFLICT,
                            "Somebody changed this at the same time. Load it again and repeat your"
                                    + " change.");
            case DataIntegrityViolationException _ ->
                    of(
                            HttpStatus.CONFLICT,
                            "This conflicts with something that was kept at the same time.");
            case TransientDataAccessException _ -> unavailable();
            case HttpMediaTypeNotSupportedException other
                    when other.getSupportedMediaTypes().size() == 1 ->
                    of(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            "Send the body as %s."
                                    .formatted(other.getSupportedMediaTypes().getFirst()));
            case ErrorResponse response -> of(HttpStatus.valueOf(response.getStatusCode().value()));
            case RuntimeException outage when DatabaseOutage.isBehind(outage) -> unavailable();
            case Exception broken when isBodyBroken(broken) -> of(HttpStatus.BAD_REQUEST);
            default -> of(HttpStatus.INTERNAL_SERVER_ERROR);
        };
    }

    /** A failure that the container or a filter reported by its status. */
    public static Failure of(HttpStatus status) {
        return of(status, sentence(status));
    }

    public static Failure of(HttpStatus status, String sentence) {
        return new Failure(status, null, sentence, null);
    }

    /** One field's value that can't be used. */
    public static Failure invalid(String field, String message) {
        return invalid(List.of(new FieldProblem(field, message, "invalid")));
    }

    /** The body of an API answer, for the request at {@code path}. */
    public Problem problem(String path) {
        return code == null
                ? Problem.of(status, sentence, path)
                : Problem.of(status, code, sentence, path, errors);
    }

    /** What the answer's head says of it. */
    public HttpHeaders headers() {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.parseMediaType(Problem.MEDIA_TYPE));
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (status == HttpStatus.UNAUTHORIZED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return headers;
    }

    /** Tells the operator: of an outage in a line, of a fault of ours with its trace. */
    public void note(Logger log, HttpServletRequest request, Exception cause) {
        var method = request.getMethod();
        var path = request.getRequestURI();
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            log.warn("{} {} could not be answered now: {}", method, path, cause.toString());
        } else if (status.is5xxServerError()) {
            log.error("{} {} failed", method, path, cause);
        }
    }

    private static Failure of(Refusal refusal) {
        var status =
                switch (refusal.code()) {
                    case VALIDATION_FAILED -> HttpStatus.UNPROCESSABLE_CONTENT;
                    case CONFLICT -> HttpStatus.CONFLICT;
                    case FORBIDDEN, PLAN_LIMIT_REACHED -> HttpStatus.FORBIDDEN;
                };
        var field = refusal.field();
        var errors =
                field == null
                        ? null
                        : List.of(
                                new FieldProblem(field, refusal.sentence(), refusal.code().key()));
        return new Failure(status, refusal.code().key(), refusal.sentence(), errors);
    }

    private static Failure invalid(Errors invalid) {
        return invalid(
                invalid.getFieldErrors().stream()
                        .map(error -> new FieldProblem(error.getField(), message(error), "invalid"))
                        .toList());
    }

    private static Failure invalid(HandlerMethodValidationException parameters) {
        return invalid(
                parameters.getParameterValidationResults().stream()
                        .flatMap(result ->
                                result.getResolvableErrors().stream()
                                        .map(error ->
                                                new FieldProblem(
                                                        String.valueOf(
                                                                result.getMethodParameter()
                                                                        .getParameterName()),
                                                        String.valueOf(error.getDefaultMessage()),
                                                        "invalid")))
                        .toList());
    }

    private static Failure invalid(List<FieldProblem> errors) {
        var sentence =
                errors.stream()
                        .map(error -> error.field() + ": " + error.message())
                        .collect(Collectors.joining(" ", "The request has invalid fields. ", ""));
        return new Failure(HttpStatus.UNPROCESSABLE_CONTENT, "validation_failed", sentence, errors);
    }

    private static String message(FieldError error) {
        return error.isBindingFailure()
                ? "This value can't be used here."
                : String.valueOf(error.getDefaultMessage());
    }

    private static Failure unreadable(@Nullable Throwable cause) {
        return switch (cause) {
            case InvalidFormatException wrongWord
                    when wrongWord.getTargetType().isEnum()
                            && wrongWord.getValue() instanceof String ->
                    invalid(
                            path(wrongWord),
                            "Use one of: " + words(wrongWord.getTargetType()) + ".");
            case ValueInstantiationException unknown when unknown.getCause() instanceof NotFound ->
                    invalid(path(unknown), "There is nothing with this id.");
            case BodyRefused refused -> of(refused.status());
            case JacksonException json when json.getCause() instanceof BodyRefused refused ->
                    of(refused.status());
            case JacksonException json when !json.getPath().isEmpty() -> malformed(path(json));
            case null, default ->
                    of(
                            HttpStatus.BAD_REQUEST,
                            "The body is not the JSON object that is expected here.");
        };
    }

    /** Whether the body breaks the rules of HTTP (RFC 9112 7.1), or the client closed it early. */
    private static boolean isBodyBroken(Exception exception) {
        for (@Nullable Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadRequestException) {
                return true;
            }
        }
        return false;
    }

    private static Failure malformed(String path) {
        var error = new FieldProblem(path, "This has the wrong type.", "malformed_request");
        return new Failure(
                HttpStatus.BAD_REQUEST,
                "malformed_request",
                path + " has the wrong type.",
                List.of(error));
    }

    private static String path(JacksonException json) {
        return json.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null
                                ? "[" + step.getIndex() + "]"
                                : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String words(Class<?> words) {
        return List.of(words.getEnumConstants()).stream()
                .map(word -> ((ApiEnum) word).key())
                .collect(Collectors.joining(", "));
    }

    private static Failure unavailable() {
        return of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The database can't be reached just now. Nothing was changed. Try again in a"
                        + " moment.");
    }

    private static String sentence(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> "Sign in, or give a valid key or token.";
            case FORBIDDEN -> "You may not do that.";
            case NOT_FOUND -> String.valueOf(new NotFound().getMessage());
            case METHOD_NOT_ALLOWED -> "This address does not take that method.";
            case NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE -> "Send and accept application/json here.";
            case CONTENT_TOO_LARGE -> "The request is larger than is taken here.";
            case REQUEST_TIMEOUT -> "The request took too long to come in.";
            case TOO_MANY_REQUESTS -> "Too many requests. Wait a moment, then try again.";
            case NOT_IMPLEMENTED -> "Sendyard doesn't know this transfer coding.";
            case HTTP_VERSION_NOT_SUPPORTED -> "Use HTTP/1.1.";
            case SERVICE_UNAVAILABLE ->
                    "Sendyard can't answer this just now. Nothing was changed. Try again in a"
                            + " moment.";
            case INTERNAL_SERVER_ERROR ->
                    "Something went wrong on our side. It was written to the log.";
            default -> status.is4xxClientError() ? MALFORMED : status.getReasonPhrase();
        };
    }
}
