package io.sendyard.suppression;

/** A file of suppressions was uploaded by somebody of this account. */
record ImportRequested(long accountId) {}
