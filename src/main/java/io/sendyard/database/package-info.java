/**
 * The database: what makes commits durable, lets several nodes agree, and tells an outage from a
 * bug.
 */
@NullMarked
@ApplicationModule(
        displayName = "Database",
        allowedDependencies = {})
package io.sendyard.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
