/** Messages over HTTP: sending them, the log, what happened to each, and what is in it. */
@NullMarked
package io.sendyard.message.web;

import org.jspecify.annotations.NullMarked;
