package io.sendyard.web;

/** A person who looks at pages: a caller with a name. */
public interface Viewer extends Caller {

    long personId();

    String personName();

    String accountName();

    /** Whether this person can change settings, create and delete things and see tokens. */
    boolean manages();

    /** Whether this person may send mail. */
    boolean sends();
}
