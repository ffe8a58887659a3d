/** The words every module speaks: values, refusals and ids. It has no beans and knows nobody. */
@NullMarked
@ApplicationModule(
        displayName = "Core",
        allowedDependencies = {})
package io.sendyard.core;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
