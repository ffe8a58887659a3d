package io.sendyard.security;

import org.springframework.security.access.AccessDeniedException;

/** A program asked for another server than its own, which is to look as if there were none. */
class OutOfReach extends AccessDeniedException {

    OutOfReach() {
        super("Another server");
    }
}
