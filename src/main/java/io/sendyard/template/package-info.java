/** Templates: messages with placeholders, and how they are filled in. */
@NullMarked
@ApplicationModule(displayName = "Template", allowedDependencies = "core")
package io.sendyard.template;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
