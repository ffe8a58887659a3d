package io.sendyard.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes the files private that the first start created, such as H2's. */
@Component
class DataDirectoryFiles {

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectoryFiles.class);

    private final DataDirectory data;

    DataDirectoryFiles(DataDirectory data) {
        this.data = data;
    }

    @EventListener(ApplicationReadyEvent.class)
    void restrict() {
        DataDirectoryPermissions.restrict(data.dataDir()).ifPresent(LOG::debug);
    }
}
