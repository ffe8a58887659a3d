package io.sendyard.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the operator hears of work in the background that failed: a line where the database is away,
 * since that work comes again every few seconds, and a trace where it is a fault of ours.
 */
@Configuration(proxyBeanMethods = false)
class BackgroundErrors {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundErrors.class);

    @Bean
    SimpleAsyncTaskSchedulerCustomizer notingErrors() {
        return scheduler -> scheduler.setErrorHandler(BackgroundErrors::note);
    }

    static void note(Throwable thrown) {
        if (DatabaseOutage.isBehind(thrown)) {
            LOG.warn("Work in the background has to wait: {}", thrown.toString());
        } else {
            LOG.error("Work in the background failed", thrown);
        }
    }
}
