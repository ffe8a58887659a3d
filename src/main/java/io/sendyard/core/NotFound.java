package io.sendyard.core;

/** Nothing with this ID, or it belongs to another account: callers can't tell the two apart. */
public class NotFound extends RuntimeException {

    public NotFound() {
        super("There is nothing at this address.", null, false, false);
    }
}
