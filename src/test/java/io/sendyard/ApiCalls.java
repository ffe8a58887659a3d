package io.sendyard;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the API as its clients do: a secret, a path and a body of JSON. */
@TestComponent
public class ApiCalls {

    private static final JsonMapper JSON = new JsonMapper();

    private final MockMvcTester mvc;

    ApiCalls(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    public MvcTestResult get(String bearer, String path) {
        return call(HttpMethod.GET, bearer, path, null, Map.of());
    }

    /** A POST without a body. */
    public MvcTestResult post(String bearer, String path) {
        return call(HttpMethod.POST, bearer, path, null, Map.of());
    }

    public MvcTestResult post(String bearer, String path, String body) {
        return call(HttpMethod.POST, bearer, path, body, Map.of());
    }

    /** A POST that is to happen once, however often it is sent. */
    public MvcTestResult post(String bearer, String path, String body, String idempotencyKey) {
        return call(HttpMethod.POST, bearer, path, body, idempotencyKey);
    }

    public MvcTestResult patch(String bearer, String path, String body) {
        return call(HttpMethod.PATCH, bearer, path, body, Map.of());
    }

    public MvcTestResult delete(String bearer, String path) {
        return call(HttpMethod.DELETE, bearer, path, null, Map.of());
    }

    /** Any call. */
    public MvcTestResult call(HttpMethod method, String bearer, String path, String body) {
        return call(method, bearer, path, body, Map.of());
    }

    /** Any call with an idempotency key. */
    public MvcTestResult call(
            HttpMethod method, String bearer, String path, String body, String idempotencyKey) {
        return call(method, bearer, path, body, Map.of("Idempotency-Key", idempotencyKey));
    }

    /** The body of an answer. */
    public static JsonNode json(MvcTestResult answer) {
        var body = answer.getResponse().getContentAsByteArray();
        return JSON.readTree(body);
    }

    /** The text of a field. */
    public static String text(JsonNode object, String field) {
        return object.get(field).asString();
    }

    /** The text of a field in each row of an array. */
    public static List<String> texts(JsonNode array, String field) {
        return array.valueStream().map(row -> text(row, field)).toList();
    }

    private MvcTestResult call(
            HttpMethod method,
            String bearer,
            String path,
            @Nullable String body,
            Map<String, String> headers) {
        var request =
                mvc.method(method).uri(URI.create(path)).header(HttpHeaders.AUTHORIZATION, bearer);
        headers.forEach((name, value) -> request.header(name, value));
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        return request.exchange();
    }
}
