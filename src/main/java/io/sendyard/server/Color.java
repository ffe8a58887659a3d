package io.sendyard.server;

import io.sendyard.core.Keyed;

/** The colours that mark a server in lists and in the navigation. */
public enum Color implements Keyed {
    PURPLE,
    BLUE,
    TURQUOISE,
    GREEN,
    YELLOW,
    ORANGE,
    RED,
    GREY
}
