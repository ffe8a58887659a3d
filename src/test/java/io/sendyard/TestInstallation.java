package io.sendyard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An installation in a folder of its own, on the database that {@code sendyard.test.database}
 * names: {@code h2} or {@code postgresql}.
 */
public class TestInstallation
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            var data = Files.createTempDirectory("sendyard-test");
            TestPropertyValues.of(
                            "sendyard.data-dir=" + data,
                            "sendyard.base-url=http://mail.sendyard.example",
                            "sendyard.default-plan=growth",
                            "sendyard.submission.address=127.0.0.1",
                            "sendyard.submission.port=-1",
                            "sendyard.submission.tls-port=-1",
                            "sendyard.bounces.port=-1",
                            "sendyard.dns.check-every=PT24H",
                            "sendyard.background.look-every=PT24H",
                            "sendyard.delivery.active=false",
                            "sendyard.sign-in.failures-per-minute=100000",
                            "spring.main.banner-mode=off")
                    .and(isPostgresql() ? postgresql() : h2(data.toString()))
                    .applyTo(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this run of the suite is the one on PostgreSQL. */
    public static boolean isPostgresql() {
        return "postgresql".equals(System.getProperty("sendyard.test.database"));
    }

    private static String[] h2(String data) {
        return new String[] {
            "spring.datasource.url=jdbc:h2:file:%s/sendyard;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000"
                    .formatted(data)
        };
    }

    private static String[] postgresql() throws IOException {
        var url = TestPostgresql.server().getJdbcUrl("postgres", TestPostgresql.database());
        return new String[] {"spring.datasource.url=" + url, "spring.datasource.username=postgres"};
    }
}
