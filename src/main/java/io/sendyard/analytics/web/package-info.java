/** The pages that show servers with what happens in them. */
@NullMarked
package io.sendyard.analytics.web;

import org.jspecify.annotations.NullMarked;
