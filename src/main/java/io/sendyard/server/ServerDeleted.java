package io.sendyard.server;

/** A server was deleted: it is invisible, and its rows wait to be purged. */
public record ServerDeleted(long serverId) {}
