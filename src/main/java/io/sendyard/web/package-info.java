/**
 * The shell of every page and answer: who calls, layout, fragments for htmx, errors, limits and
 * idempotency. It knows no feature.
 */
@NullMarked
@ApplicationModule(displayName = "Web", allowedDependencies = "core")
package io.sendyard.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
