/**
 * The shell of every page: who is signed in, layout, fragments for htmx, and errors. It knows no
 * feature.
 */
@NullMarked
@ApplicationModule(
        displayName = "Web",
        allowedDependencies = {"core", "database"})
package io.sendyard.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
