package io.sendyard.web;

/**
 * An object that pages can be inside of: its name appears in the breadcrumb and in the browser's
 * title.
 */
public interface Named {

    String name();
}
