/** The small named world of the tests, and the tests of the whole. */
@NullMarked
package io.sendyard;

import org.jspecify.annotations.NullMarked;
