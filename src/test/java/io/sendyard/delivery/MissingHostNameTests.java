package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.TestOutside.TestDns;
import io.sendyard.web.Installation;
import io.sendyard.web.SmtpAccess;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;

/** An installation that delivers, and the host name that it needs. */
class MissingHostNameTests {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner()
                    .withUserConfiguration(Delivery.class)
                    .withBean(TestDns.class);

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080,",
        "http://192.0.2.1:8080,",
        "http://[2001:db8::1],",
        "http://app,",
        "https://mail.example.com, localhost",
        "https://mail.example.com, LOCALHOST.localdomain",
        "https://mail.example.com, app.localhost",
        "https://mail.example.com, mail.local",
        "https://mail.example.com, mail",
        "https://mail.example.com, 127.0.0.1",
        "https://mail.example.com, [192.0.2.1]",
        "https://mail.example.com, mail_1.example.com",
        "https://mail.example.com, mail.example.com.",
        "https://mail.example.com, mail.invalid"
    })
    void refusesAHostThatOthersCannotResolve(URI baseUrl, @Nullable String hostname) {
        var installation = installation(baseUrl, hostname);

        assertThatThrownBy(() -> MissingHostName.require(installation))
                .isInstanceOf(MissingHostName.class)
                .hasMessageContaining(installation.mailHostName());
    }

    @ParameterizedTest
    @CsvSource({
        "https://mail.example.com,, mail.example.com",
        "http://localhost:8080, mail.example.com, mail.example.com",
        "http://localhost:8080, ' Mail.Example.com ', mail.example.com",
        "http://localhost:8080, bücher.example, xn--bcher-kva.example",
        "http://localhost:8080, mail.corp.internal, mail.corp.internal"
    })
    void usesTheConfiguredNameOrTheOneOfTheBaseAddress(
            URI baseUrl, @Nullable String hostname, String name) {
        assertThat(MissingHostName.require(installation(baseUrl, hostname))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"relay", "direct"})
    void stopsTheStartAndNamesTheKey(String transport) {
        application
                .withPropertyValues(
                        "sendyard.delivery.transport=" + transport,
                        "sendyard.delivery.relay.host=192.0.2.1")
                .run(context -> {
                    var failure = Objects.requireNonNull(context.getStartupFailure());
                    assertThat(failure).rootCause().isInstanceOf(MissingHostName.class);
                    var analysis =
                            Objects.requireNonNull(
                                    new MissingHostNameFailureAnalyzer().analyze(failure));
                    assertThat(analysis.getDescription()).contains("'localhost'");
                    assertThat(analysis.getAction()).startsWith("Set sendyard.delivery.hostname");
                });
    }

    @Test
    void captureNeedsNoName() {
        application
                .withPropertyValues("sendyard.delivery.transport=capture")
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static Installation installation(URI baseUrl, @Nullable String hostname) {
        return new Installation(
                baseUrl,
                new Installation.Delivery(Installation.Transport.DIRECT, hostname),
                new SmtpAccess(2525, 2465, null, false));
    }

    @EnableConfigurationProperties({DeliveryProperties.class, Installation.class})
    @Import(DeliverySetup.class)
    static class Delivery {}
}
