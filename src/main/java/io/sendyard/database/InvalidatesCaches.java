package io.sendyard.database;

import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;

/**
 * Tells {@link CacheInvalidation} of each change to the entities that name it as their listener.
 */
public class InvalidatesCaches {

    private final CacheInvalidation changes;

    /** Hibernate makes one of its own for each kind of entity. */
    InvalidatesCaches(CacheInvalidation changes) {
        this.changes = changes;
    }

    @PostPersist
    @PostUpdate
    @PostRemove
    void changed(@SuppressWarnings("unused") Object entity) {
        changes.forget();
    }
}
