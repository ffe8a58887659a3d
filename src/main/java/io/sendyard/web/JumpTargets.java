package io.sendyard.web;

import java.util.stream.Stream;

/**
 * What a module lets people jump to by what they type: a bean of its own for each kind of thing.
 */
public interface JumpTargets {

    /** The things that {@code typed} leads to, among those the viewer may see. */
    Stream<Destination> matching(Viewer viewer, String typed);

    /**
     * A place to jump to.
     *
     * @param detail what kind of thing it is, and whose
     */
    record Destination(String label, String detail, String href) {}
}
