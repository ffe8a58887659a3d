package io.sendyard.web;

import io.sendyard.core.Cuid;

/**
 * Gives controllers a thing that the request's path names by its cuid.
 *
 * @param <T> the thing
 */
public abstract class PathArgument<T> extends NamedByPath<Cuid, T> {

    /**
     * For arguments of {@code type}, named by the path's {@code variable}, which is their name in
     * the model too.
     */
    protected PathArgument(Class<T> type, String variable) {
        super(type, variable, Cuid::of);
    }
}
