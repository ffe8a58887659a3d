package io.sendyard.suppression;

/** A file of suppressions was uploaded. */
record ImportRequested(long importId) {}
