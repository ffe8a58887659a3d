/**
 * The pages of servers and streams, their part of the API, and the jump box. A page is in the
 * highest module that it shows: the list of servers and a server's overview are in {@code
 * analytics.web}, and the delivery settings, with the tracking domain, in {@code tracking.web}.
 */
@NullMarked
package io.sendyard.server.web;

import org.jspecify.annotations.NullMarked;
