package io.sendyard.server;

import io.sendyard.core.ApiEnum;

/** The colours that mark a server in lists and in the navigation. */
public enum Color implements ApiEnum {
    PURPLE,
    BLUE,
    TURQUOISE,
    GREEN,
    YELLOW,
    ORANGE,
    RED,
    GREY
}
