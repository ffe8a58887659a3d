package io.sendyard.api;

import io.sendyard.web.Installation;
import java.io.IOException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one description of the API, in OpenAPI 3.1: {@code openapi.json} says what holds for all of
 * it, each file in {@code openapi/} what one feature takes and answers.
 */
@Component
class OpenApiDocument {

    private final JsonMapper json;
    private final ObjectNode document;

    OpenApiDocument(JsonMapper json, ResourcePatternResolver files, Installation installation)
            throws IOException {
        this.json = json;
        this.document = read(files.getResource("classpath:openapi.json"));
        for (var feature : files.getResources("classpath:openapi/*.json")) {
            merge(document, read(feature));
        }
        ((ObjectNode) document.at("/servers/0")).put("url", installation.baseUrl().toString());
    }

    /** The whole of it. */
    ObjectNode document() {
        return document;
    }

    /**
     * The part that {@code node} stands for: where it refers to another, that, with its own words
     * over it.
     */
    JsonNode resolve(JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        var target = resolve(document.at(node.get("$ref").asString().substring(1)));
        var resolved = (ObjectNode) target.deepCopy();
        node.propertyStream()
                .filter(field -> !field.getKey().equals("$ref"))
                .forEach(field -> resolved.set(field.getKey(), field.getValue()));
        return resolved;
    }

    private ObjectNode read(Resource file) throws IOException {
        try (var content = file.getInputStream()) {
            return (ObjectNode) json.readTree(content);
        }
    }

    private static void merge(ObjectNode whole, ObjectNode part) {
        part.properties()
                .forEach(field -> {
                    if (whole.get(field.getKey()) instanceof ObjectNode known
                            && field.getValue() instanceof ObjectNode more) {
                        merge(known, more);
                    } else {
                        whole.set(field.getKey(), field.getValue());
                    }
                });
    }
}
