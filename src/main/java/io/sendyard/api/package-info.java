/**
 * The shell of every API answer: problems, limits, idempotency, merge patch and the OpenAPI
 * document. It knows no feature.
 */
@NullMarked
@ApplicationModule(
        displayName = "API",
        allowedDependencies = {"core", "database", "web"})
package io.sendyard.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
