/**
 * The pages of streams, and what the API says of streams and of servers, which it shows with their
 * streams.
 */
@NullMarked
package io.sendyard.stream.web;

import org.jspecify.annotations.NullMarked;
