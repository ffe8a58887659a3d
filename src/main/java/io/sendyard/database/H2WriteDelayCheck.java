package io.sendyard.database;

import java.util.Locale;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Checks the database's address before anything opens it. H2 by default writes a commit up to half
 * a second later, so that a killed process loses what it acknowledged: a file without {@code
 * WRITE_DELAY=0} is refused.
 */
class H2WriteDelayCheck implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        var url = environment.getProperty("spring.datasource.url", "");
        if (losesCommits(url)) {
            throw new NotDurable(url);
        }
    }

    static boolean losesCommits(String url) {
        var plain = url.toUpperCase(Locale.ROOT);
        return plain.startsWith("JDBC:H2:")
                && !plain.startsWith("JDBC:H2:MEM:")
                && !plain.matches(".*;WRITE_DELAY=0(;.*)?");
    }

    /** The database would lose what was acknowledged. */
    static class NotDurable extends RuntimeException {

        NotDurable(String url) {
            super(
                    "spring.datasource.url is "
                            + url
                            + ", which does not write every commit to disk. Add ;WRITE_DELAY=0 to"
                            + " it.");
        }
    }
}
