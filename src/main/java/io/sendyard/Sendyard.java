package io.sendyard;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A self-hosted email platform: one application, one jar. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@EnableAsync
public class Sendyard {

    public static void main(String[] arguments) {
        ShutdownDeadline.start();
        SpringApplication.run(Sendyard.class, arguments);
        // The JVM says 143 for every SIGTERM. An end that was asked for is a good one: 0, once all
        // has been put away.
        SpringApplication.getShutdownHandlers().add(() -> Runtime.getRuntime().halt(0));
    }

    /** The time of day in UTC, in whole milliseconds as the API shows it. */
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
