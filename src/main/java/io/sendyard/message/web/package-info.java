/** Messages over HTTP: sending them, the log, each one's timeline and content. */
@NullMarked
package io.sendyard.message.web;

import org.jspecify.annotations.NullMarked;
