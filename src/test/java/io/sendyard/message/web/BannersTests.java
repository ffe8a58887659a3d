package io.sendyard.message.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.SignedDomain;
import io.sendyard.World;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What every page says as long as nothing leaves, and a test email before anything is set up. */
@SendyardTest
class BannersTests {

    @Autowired World world;
    @Autowired SignedDomain domain;
    @Autowired MockMvcTester mvc;

    @Test
    void saysOnEveryPageThatNothingLeaves() {
        for (var path :
                new String[] {
                    "/email/servers",
                    "/email/servers/" + world.production().cuid(),
                    "/settings/profile"
                }) {
            assertThat(page(path)).contains("Nothing leaves this installation.", "/docs/delivery");
        }
        assertThat(page("/docs/delivery")).contains("SENDYARD_DELIVERY_TRANSPORT=relay");
    }

    @Test
    void saysOneThingOnASandboxServer() {
        assertThat(page("/email/servers/" + world.staging().cuid()))
                .contains("This is a sandbox.")
                .doesNotContain("Nothing leaves this installation.");
    }

    @Test
    void offersATestEmailToOneself() {
        assertThat(page("/email/servers/%s/activity/test".formatted(world.production().cuid())))
                .contains(
                        "test@mail.sendyard.example",
                        "ada@acme.example",
                        "It is kept here and shown.");
    }

    @Test
    void sendsATestEmailFromAVerifiedDomain() {
        domain.add(world.production(), "acme.example");

        assertThat(page("/email/servers/%s/activity/test".formatted(world.production().cuid())))
                .contains("hello@acme.example");
    }

    private String page(String path) {
        return new String(
                mvc.get()
                        .uri(path)
                        .with(world.browserOf(world.ada()))
                        .exchange()
                        .getResponse()
                        .getContentAsByteArray(),
                java.nio.charset.StandardCharsets.UTF_8);
    }
}
