package io.sendyard.database;

import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;

/** Clears caches after each change to the entities that name this as their listener. */
public class InvalidatesCaches {

    private final CacheInvalidation cacheInvalidation;

    /** Hibernate creates one per kind of entity. */
    InvalidatesCaches(CacheInvalidation cacheInvalidation) {
        this.cacheInvalidation = cacheInvalidation;
    }

    @PostPersist
    @PostUpdate
    @PostRemove
    void changed(@SuppressWarnings("unused") Object entity) {
        cacheInvalidation.forget();
    }
}
