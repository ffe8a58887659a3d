/** Sendyard as people meet it: journeys through a real browser, and a picture of every screen. */
@NullMarked
package io.sendyard.system;

import org.jspecify.annotations.NullMarked;
