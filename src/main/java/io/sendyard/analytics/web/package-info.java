/** The pages and the API of statistics. */
@NullMarked
package io.sendyard.analytics.web;

import org.jspecify.annotations.NullMarked;
