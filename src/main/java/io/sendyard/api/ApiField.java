package io.sendyard.api;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A field or parameter of a call, with its rules in words.
 *
 * @param type what kind of value it takes
 * @param meaning what it is for, and what no schema can say
 */
record ApiField(String name, String type, boolean required, String rules, Prose meaning) {

    static ApiField ofParameter(OpenApiDocument description, JsonNode parameter) {
        var schema = description.resolve(parameter.get("schema"));
        return new ApiField(
                parameter.get("name").asString(),
                type(schema),
                parameter.path("required").asBoolean(false),
                rules(schema),
                Prose.of(parameter.get("description").asString()));
    }

    static List<ApiField> ofObject(OpenApiDocument description, JsonNode reference) {
        var object = description.resolve(reference);
        var required = object.path("required").valueStream().map(JsonNode::asString).toList();
        return object.get("properties")
                .propertyStream()
                .map(property -> {
                    var schema = description.resolve(property.getValue());
                    return new ApiField(
                            property.getKey(),
                            type(schema),
                            required.contains(property.getKey()),
                            rules(schema),
                            Prose.of(schema.path("description").asString("")));
                })
                .toList();
    }

    private static String type(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray()
                ? type.valueStream().map(JsonNode::asString).collect(Collectors.joining(" or "))
                : type.asString("");
    }

    private static String rules(JsonNode schema) {
        var rules = new ArrayList<String>();
        if (schema.has("enum")) {
            rules.add(
                    schema.get("enum")
                            .valueStream()
                            .filter(word -> !word.isNull())
                            .map(JsonNode::asString)
                            .collect(Collectors.joining(", ", "One of ", ".")));
        }
        if (schema.has("minimum")) {
            rules.add("%s to %s.".formatted(schema.get("minimum"), schema.get("maximum")));
        }
        if (schema.has("maxLength") && !schema.has("pattern")) {
            rules.add(length(schema));
        }
        if (schema.has("default")) {
            rules.add("Without it %s.".formatted(schema.get("default").asString()));
        }
        return String.join(" ", rules);
    }

    private static String length(JsonNode schema) {
        return schema.has("minLength")
                ? "%s to %s characters.".formatted(schema.get("minLength"), schema.get("maxLength"))
                : "At most %s characters.".formatted(schema.get("maxLength"));
    }
}
