package io.sendyard.web;

import java.io.IOException;

/** The body has more bytes than are taken; the rest was not read. */
class RequestTooLarge extends IOException {

    RequestTooLarge() {
        super("The body is too large");
    }
}
