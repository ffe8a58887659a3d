package io.sendyard.web;

/**
 * Something a page can be inside of: its name stands in the breadcrumb and in the browser's title.
 */
public interface Named {

    String name();
}
