package io.sendyard.web;

import java.util.stream.Stream;

/** Finds what a typed text can jump to; one bean per kind of object. */
public interface JumpTargets {

    /** The matches for {@code typed} among what the viewer can see. */
    Stream<JumpTarget> matching(Viewer viewer, String typed);

    /**
     * A match.
     *
     * @param detail its kind and owner
     */
    record JumpTarget(String label, String detail, String href) {}
}
