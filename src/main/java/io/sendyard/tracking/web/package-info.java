/**
 * The delivery page of a server's settings, with its tracking domain and streams, and the page for
 * unsubscribing.
 */
@NullMarked
package io.sendyard.tracking.web;

import org.jspecify.annotations.NullMarked;
