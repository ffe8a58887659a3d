/**
 * The delivery tab of a server's settings, which shows its tracking domain beside its streams, and
 * the page where readers unsubscribe.
 */
@NullMarked
package io.sendyard.tracking.web;

import org.jspecify.annotations.NullMarked;
