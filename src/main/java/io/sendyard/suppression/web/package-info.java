/** A server's suppressions as pages, as JSON and as CSV. */
@NullMarked
package io.sendyard.suppression.web;

import org.jspecify.annotations.NullMarked;
