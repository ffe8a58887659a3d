/** The pages of servers and streams, their part of the API, and the jump box. */
@NullMarked
package io.sendyard.server.web;

import org.jspecify.annotations.NullMarked;
