/** Templates: mail with places to fill in, and how they are filled. */
@NullMarked
@ApplicationModule(displayName = "Template", allowedDependencies = "core")
package io.sendyard.template;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
