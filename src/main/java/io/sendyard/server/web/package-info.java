/**
 * The pages of a server that show nothing but the server: creation, token, two tabs of its
 * settings, deletion, and the jump box.
 */
@NullMarked
package io.sendyard.server.web;

import org.jspecify.annotations.NullMarked;
