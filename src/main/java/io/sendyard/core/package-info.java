/** Values, refusals and IDs that every module uses. It has no beans and depends on nothing. */
@NullMarked
@ApplicationModule(
        displayName = "Core",
        allowedDependencies = {})
package io.sendyard.core;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
