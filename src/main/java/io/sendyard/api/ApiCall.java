package io.sendyard.api;

import io.sendyard.api.ApiReference.DocumentedResponse;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;

/**
 * One call of the API on its page.
 *
 * @param method in lower case, as OpenAPI writes it
 * @param item what the description says of the path
 * @param operation what it says of this method
 */
record ApiCall(
        OpenApiDocument description,
        ObjectWriter json,
        URI baseUrl,
        String method,
        String path,
        JsonNode item,
        JsonNode operation) {

    private static final String MEDIA_TYPE = "application/json";

    /** The HTTP method in capitals. */
    public String verb() {
        return method.toUpperCase(Locale.ROOT);
    }

    public String chapter() {
        return operation.at("/tags/0").asString();
    }

    /** Its anchor on the page. */
    public String anchor() {
        return operation.get("operationId").asString();
    }

    public String summary() {
        return operation.get("summary").asString();
    }

    public Prose explanation() {
        return Prose.of(operation.get("description").asString());
    }

    /** Who may call. */
    public String callers() {
        var proofs =
                operation
                        .get("security")
                        .valueStream()
                        .flatMap(proof -> proof.propertyStream().map(Map.Entry::getKey))
                        .toList();
        if (proofs.isEmpty()) {
            return "For everybody";
        }
        return proofs.contains("program")
                ? "For people, and for the server’s own programs"
                : "For people, not for keys";
    }

    /** What goes into the path and behind it; headers are told once for all calls. */
    public List<ApiField> parameters() {
        return allParameters()
                .filter(parameter -> !parameter.get("in").asString().equals("header"))
                .map(parameter -> ApiField.ofParameter(description, parameter))
                .toList();
    }

    /** The fields of the body. */
    public List<ApiField> fields() {
        var body = operation.at("/requestBody/content/application~1json/schema");
        return body.isMissingNode() ? List.of() : ApiField.ofObject(description, body);
    }

    /** What comes back. */
    public List<DocumentedResponse> outcomes() {
        return operation
                .get("responses")
                .propertyStream()
                .map(response ->
                        outcome(response.getKey(), description.resolve(response.getValue())))
                .toList();
    }

    /** The call as a command, with the example's values. */
    public String curl() {
        var words = new StringBuilder("curl");
        if (!verb().equals("GET")) {
            words.append(" -X ").append(verb());
        }
        words.append(' ').append(quoted(baseUrl + exampleOfPath()));
        if (!operation.get("security").isEmpty()) {
            words.append(" \\\n  -H \"Authorization: Bearer $SENDYARD_TOKEN\"");
        }
        var body = operation.at("/requestBody/content/application~1json/example");
        if (!body.isMissingNode()) {
            words.append(" \\\n  -H \"Content-Type: ").append(MEDIA_TYPE).append('"');
            words.append(" \\\n  -d '").append(body).append('\'');
        }
        return words.toString();
    }

    private Stream<JsonNode> allParameters() {
        return Stream.of(item, operation)
                .flatMap(owner -> owner.path("parameters").valueStream())
                .map(description::resolve);
    }

    private String exampleOfPath() {
        var filled = new String[] {path};
        allParameters()
                .filter(parameter -> parameter.get("in").asString().equals("path"))
                .forEach(parameter -> filled[0] = fill(filled[0], parameter));
        var query =
                allParameters()
                        .filter(parameter -> parameter.get("in").asString().equals("query"))
                        .filter(parameter -> parameter.has("example"))
                        .map(parameter -> name(parameter) + "=" + example(parameter))
                        .collect(Collectors.joining("&"));
        return query.isEmpty() ? filled[0] : filled[0] + "?" + query;
    }

    private static String fill(String path, JsonNode parameter) {
        return path.replace("{" + name(parameter) + "}", example(parameter));
    }

    private static String name(JsonNode parameter) {
        return parameter.get("name").asString();
    }

    private static String example(JsonNode parameter) {
        return parameter.get("example").asString();
    }

    private static String quoted(String url) {
        return url.contains("?") ? '"' + url + '"' : url;
    }

    private DocumentedResponse outcome(String status, JsonNode response) {
        var example = response.at("/content/application~1json/example");
        return new DocumentedResponse(
                status, Prose.of(response.get("description").asString()), written(example));
    }

    private @Nullable String written(JsonNode example) {
        return example.isMissingNode() ? null : json.writeValueAsString(example);
    }
}
