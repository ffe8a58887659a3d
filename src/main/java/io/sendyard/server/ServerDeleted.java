package io.sendyard.server;

/** A server was deleted: it is gone for everybody, and its rows wait to be purged. */
public record ServerDeleted(long serverId) {}
