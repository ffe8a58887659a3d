package io.sendyard.submission;

import io.sendyard.core.Secret;

/** Whom somebody says to be, and the secret that is to prove it. */
record Login(String user, Secret secret) {}
