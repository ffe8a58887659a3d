package io.sendyard.api;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code GET /v1/openapi.json}: the description for programs. */
@RestController
class OpenApiController {

    private final OpenApiDocument description;

    OpenApiController(OpenApiDocument description) {
        this.description = description;
    }

    @GetMapping("/v1/openapi.json")
    JsonNode show() {
        return description.document();
    }
}
