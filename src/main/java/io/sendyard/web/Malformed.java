package io.sendyard.web;

/** A field of a JSON body that has the wrong type. */
public class Malformed extends RuntimeException {

    private final String path;

    public Malformed(String path) {
        super("Wrong type", null, false, false);
        this.path = path;
    }

    public String path() {
        return path;
    }
}
