package io.sendyard.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Logs failures of background work: one line for a database outage, because the work is retried
 * every few seconds, and a stack trace for a bug.
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
