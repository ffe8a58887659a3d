/** Messages over HTTP. */
@NullMarked
package io.sendyard.message.web;

import org.jspecify.annotations.NullMarked;
