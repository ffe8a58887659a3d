/** The adapter to the world's DNS. */
@NullMarked
package io.sendyard.sender.dns;

import org.jspecify.annotations.NullMarked;
