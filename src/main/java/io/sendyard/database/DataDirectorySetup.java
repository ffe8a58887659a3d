package io.sendyard.database;

import java.nio.file.Path;
import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/** Creates the data directory and makes it private, before anything writes to it. */
class DataDirectorySetup implements EnvironmentPostProcessor {

    private final Log log;

    DataDirectorySetup(DeferredLogFactory logs) {
        log = logs.getLog(DataDirectorySetup.class);
    }

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        var folder = Path.of(environment.getProperty("sendyard.data-dir", "./data"));
        DataDirectory.make(folder);
        DataDirectoryPermissions.restrict(folder).ifPresent(log::warn);
    }
}
