package io.sendyard.web;

/** A field of a JSON body that has the wrong type. */
class Malformed extends RuntimeException {

    private final String path;

    Malformed(String path) {
        super("Wrong type", null, false, false);
        this.path = path;
    }

    String path() {
        return path;
    }
}
