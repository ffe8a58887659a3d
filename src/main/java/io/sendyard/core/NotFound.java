package io.sendyard.core;

/** Nothing with that id, or another account's: the two are told apart by nobody. */
public class NotFound extends RuntimeException {

    public NotFound() {
        super("There is nothing at this address.", null, false, false);
    }
}
