package io.sendyard.web;

/** A person who looks at pages: a caller with a name. */
public interface Viewer extends Caller {

    String personName();

    String accountName();

    /** Whether this person may send mail. */
    boolean sends();
}
