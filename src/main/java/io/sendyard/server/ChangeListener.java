package io.sendyard.server;

import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;

/** Tells {@link Changes} of each change to the entities that name it as their listener. */
public class ChangeListener {

    private final Changes changes;

    /** Hibernate makes one of its own for each kind of entity. */
    ChangeListener(Changes changes) {
        this.changes = changes;
    }

    @PostPersist
    @PostUpdate
    @PostRemove
    void changed(@SuppressWarnings("unused") Object entity) {
        changes.forget();
    }
}
