package io.sendyard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import io.sendyard.api.ApiResponses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.http.server.PathContainer;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.ConfigurableMockMvcBuilder;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds every answer of the API, in whatever test it comes, against the description that we
 * publish: the status must stand there, with its headers, its media type and a body of that form
 * without a field more.
 */
@TestComponent
public class ApiAnswers implements MockMvcBuilderCustomizer {

    private static final String ADDRESS = "https://sendyard.example/openapi.json";
    private static final String PROBLEM = "application/problem+json";

    private final JsonMapper json;
    private final ObjectNode description;
    private final SchemaRegistry schemas;

    ApiAnswers(JsonMapper json, ResourcePatternResolver files) throws IOException {
        this.json = json;
        this.description = json.createObjectNode();
        add(files.getResource("classpath:openapi.json"));
        for (var feature : files.getResources("classpath:openapi/*.json")) {
            add(feature);
        }
        close(description);
        var strict = SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        this.schemas =
                SchemaRegistry.withDialect(
                        Dialects.getDraft202012(),
                        registry ->
                                registry.schemas(Map.of(ADDRESS, description.toString()))
                                        .schemaRegistryConfig(strict));
    }

    @Override
    public void customize(ConfigurableMockMvcBuilder<?> builder) {
        builder.alwaysDo(this::check);
    }

    /** Checks one answer, from wherever it came. */
    public void check(
            String method,
            String path,
            int status,
            Function<String, @Nullable String> headers,
            String body) {
        var call = "%s %s: %d %s".formatted(method, path, status, body);
        var response = described(method, path, status);
        assertThat(response).as(call + " is described").isPresent();
        assertThat(missing(response.get(), headers)).as(call + " lacks headers").isEmpty();
        var content = response.get().path("content");
        if (content.isMissingNode()) {
            assertThat(body).as(call).isEmpty();
            return;
        }
        var type = String.valueOf(headers.apply("Content-Type")).split(";", -1)[0];
        assertThat(content.propertyNames()).as(call + " has its media type").contains(type);
        if (!method.equals("HEAD") && type.endsWith("json")) {
            assertThat(problems(content.get(type).get("schema"), body)).as(call).isEmpty();
        }
        if (!method.equals("HEAD") && type.equals(PROBLEM)) {
            assertThat(json.readTree(body).get("status").intValue()).as(call).isEqualTo(status);
            assertThat(json.readTree(body).get("instance").asString()).as(call).isEqualTo(path);
        }
    }

    /** What is wrong with {@code body} by this part of the description. */
    public List<Error> problems(JsonNode schema, String body) {
        return schemas.getSchema(schema).validate(json.readTree(body));
    }

    /** The description, each object in it closed against further fields. */
    public ObjectNode description() {
        return description;
    }

    private void check(MvcResult result) throws IOException {
        var path = String.valueOf(result.getRequest().getRequestURI());
        var response = result.getResponse();
        if (path.startsWith(ApiResponses.ROOT) && !isLeftToTheContainer(result)) {
            check(
                    String.valueOf(result.getRequest().getMethod()),
                    path,
                    response.getStatus(),
                    response::getHeader,
                    response.getContentAsString(StandardCharsets.UTF_8));
        }
    }

    /** Without a container there is no body for errors that no controller handled. */
    private static boolean isLeftToTheContainer(MvcResult result) {
        var response = result.getResponse();
        return response.getErrorMessage() != null
                || (response.getStatus() >= 400 && response.getContentAsByteArray().length == 0);
    }

    private Optional<JsonNode> described(String method, String path, int status) {
        if (status == 405) {
            return Optional.of(description.at("/components/responses/method_not_allowed"));
        }
        var verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        return item(path)
                .map(item -> item.path(verb).path("responses").path(Integer.toString(status)))
                .or(() -> Optional.of(description.at(ofNoRoute(status))))
                .filter(response -> !response.isMissingNode())
                .map(this::resolve);
    }

    private static String ofNoRoute(int status) {
        return "/components/responses/"
                + switch (status) {
                    case 401 -> "unauthorized";
                    case 403 -> "forbidden";
                    case 404 -> "not_found";
                    default -> "no_other";
                };
    }

    private Optional<JsonNode> item(String path) {
        var asked = PathContainer.parsePath(path);
        return description
                .get("paths")
                .propertyStream()
                .filter(item ->
                        PathPatternParser.defaultInstance.parse(item.getKey()).matches(asked))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private List<String> missing(JsonNode response, Function<String, @Nullable String> headers) {
        return response.path("headers")
                .propertyStream()
                .filter(header -> resolve(header.getValue()).path("required").asBoolean(false))
                .map(Map.Entry::getKey)
                .filter(header -> headers.apply(header) == null)
                .toList();
    }

    private JsonNode resolve(JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.isEmpty()
                ? node
                : description.at(reference.substring(ADDRESS.length() + 1));
    }

    private void add(Resource file) throws IOException {
        var text = file.getContentAsString(StandardCharsets.UTF_8);
        merge(description, json.readTree(text.replace("\"#/", "\"" + ADDRESS + "#/")));
    }

    private static void merge(ObjectNode whole, JsonNode part) {
        for (var field : part.properties()) {
            if (whole.get(field.getKey()) instanceof ObjectNode known) {
                merge(known, field.getValue());
            } else {
                whole.set(field.getKey(), field.getValue());
            }
        }
    }

    /** Clients must tolerate further fields; the tests check each. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.get("properties") instanceof ObjectNode) {
            schema.put("additionalProperties", false);
        }
        node.forEach(ApiAnswers::close);
    }
}
