/** MIME: reading and writing messages as RFC 5322 and RFC 2045 define them. It has no beans. */
@NullMarked
@ApplicationModule(displayName = "MIME", allowedDependencies = "core")
package io.sendyard.mime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
