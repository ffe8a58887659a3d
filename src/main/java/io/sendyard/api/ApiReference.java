package io.sendyard.api;

import io.sendyard.web.Installation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of the API as its page shows it: chapters of calls, each with a command to copy.
 */
@Component
class ApiReference {

    private static final PrettyPrinter LAYOUT =
            new DefaultPrettyPrinter(
                            Separators.createDefaultInstance()
                                    .withObjectNameValueSpacing(Separators.Spacing.AFTER))
                    .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);

    private final OpenApiDocument description;
    private final ObjectWriter pretty;
    private final Installation installation;

    ApiReference(OpenApiDocument description, JsonMapper json, Installation installation) {
        this.description = description;
        this.pretty = json.writer().with(LAYOUT);
        this.installation = installation;
    }

    /** What holds for every call. */
    public Prose general() {
        return prose(description.document().at("/info"));
    }

    /** The chapters, in reading order. */
    public List<Chapter> chapters() {
        return description.document().get("tags").valueStream().map(this::chapter).toList();
    }

    /** How a caller proves who they are. */
    public List<Term> proofs() {
        return part("securitySchemes")
                .map(scheme -> new Term(proof(scheme.getValue()), prose(scheme.getValue())))
                .toList();
    }

    /** What is refused, in which words. */
    public List<Term> refusals() {
        return part("responses")
                .map(response -> new Term(response.getKey(), prose(response.getValue())))
                .toList();
    }

    /** The headers of requests and responses. */
    public List<Term> headers() {
        var asked =
                part("parameters")
                        .map(Map.Entry::getValue)
                        .filter(parameter -> parameter.get("in").asString().equals("header"))
                        .map(header -> new Term(header.get("name").asString(), prose(header)));
        var answered =
                part("headers").map(header -> new Term(header.getKey(), prose(header.getValue())));
        return Stream.concat(asked, answered).toList();
    }

    /** How a refusal looks. */
    public String problem() {
        return pretty.writeValueAsString(
                description.document().at("/components/schemas/Problem/example"));
    }

    private Chapter chapter(JsonNode tag) {
        var name = tag.get("name").asString();
        var calls =
                description
                        .document()
                        .get("paths")
                        .propertyStream()
                        .flatMap(path -> calls(path.getKey(), path.getValue()))
                        .filter(call -> call.chapter().equals(name))
                        .toList();
        return new Chapter(name, prose(tag), calls);
    }

    private Stream<ApiCall> calls(String path, JsonNode item) {
        return item.propertyStream()
                .filter(member -> member.getValue().isObject())
                .map(member ->
                        new ApiCall(
                                description,
                                pretty,
                                installation.baseUrl(),
                                member.getKey(),
                                path,
                                item,
                                member.getValue()));
    }

    private Stream<Map.Entry<String, JsonNode>> part(String kind) {
        return description.document().at("/components/" + kind).propertyStream();
    }

    private static String proof(JsonNode scheme) {
        return scheme.get("type").asString().equals("apiKey")
                ? scheme.get("name").asString()
                : scheme.get("bearerFormat").asString();
    }

    private static Prose prose(JsonNode described) {
        return Prose.of(described.path("description").asString(""));
    }

    /** Calls that belong together. */
    record Chapter(String name, Prose description, List<ApiCall> calls) {

        /** Its anchor on the page. */
        public String anchor() {
            return name.toLowerCase(Locale.ROOT).replace(' ', '-');
        }
    }

    /** A word and what it means. */
    record Term(String name, Prose meaning) {}

    /** An answer to a call; refusals have no example of their own. */
    record DocumentedResponse(String status, Prose meaning, @Nullable String example) {

        public boolean refusal() {
            return status.charAt(0) != '2';
        }
    }
}
