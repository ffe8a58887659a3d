package io.sendyard.suppression;

/** Somebody uploaded a file of suppressions. */
record ImportRequested(long importId) {}
