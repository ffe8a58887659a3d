/** How fast Sendyard is, beside yardsticks in the same run: {@code ./mvnw -Pbench verify}. */
@NullMarked
package io.sendyard.bench;

import org.jspecify.annotations.NullMarked;
