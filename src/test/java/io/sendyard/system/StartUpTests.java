package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes, and what it refuses. */
class StartUpTests {

    private static final List<String> OURS = List.of("jwt-signing-key.pem", "secrets.key");

    @TempDir Path folder;

    @Test
    void refusesADatabaseThatLosesCommits() throws Exception {
        var url = "jdbc:h2:file:%s/db".formatted(folder);
        try (var place = Place.in(folder)) {
            var log = RunningSendyard.failing(place, "spring.datasource.url=" + url);

            assertThat(log)
                    .contains(url, "Add ;WRITE_DELAY=0 to it.")
                    .doesNotContain("\tat ", "Exception");
            assertThat(folder.resolve("db.mv.db")).doesNotExist();
        }
    }

    @Test
    void refusesADefaultPlanThatIsNotOffered() throws Exception {
        try (var place = Place.in(folder)) {
            assertThat(RunningSendyard.failing(place, "sendyard.default-plan=gratis"))
                    .contains("sendyard.default-plan is gratis, which is none of");
        }
    }

    @Test
    @ProcessTest
    void makesItsFolderForItselfAloneAndTheFirstOwnerOnce() throws Exception {
        var data = folder.resolve("not there yet").resolve("data");
        try (var place = Place.in(data)) {
            try (var running =
                    RunningSendyard.start(
                            place, "sendyard.base-url=https://mail.sendyard.example")) {
                assertLogIsQuietAndEndsWith(running, "https://mail.sendyard.example");
                assertThat(running.log()).doesNotContain(World.PASSWORD);
                assertThat(permissions(data)).isEqualTo("rwx------");
                for (var file : OURS) {
                    assertThat(permissions(data.resolve(file))).as(file).isEqualTo("rw-------");
                }
                assertThat(running.bearer()).startsWith("Bearer eyJ");
                assertCookieIsBoundToTls(running);
            }
            for (var file : OURS) {
                allow(data.resolve(file), "rw-r--r--");
            }
            allow(data, "rwxr-xr-x");
            try (var again =
                    RunningSendyard.start(place, "sendyard.owner.email=eve@acme.example")) {
                assertLogIsQuietAndEndsWith(again, "http://localhost:" + again.port());
                assertThat(permissions(data)).isEqualTo("rwx------");
                for (var file : OURS) {
                    assertThat(permissions(data.resolve(file))).as(file).isEqualTo("rw-------");
                }
                assertThat(again.bearer()).startsWith("Bearer eyJ");
                var page = again.visitor().signIn("eve@acme.example");
                assertThat(page.statusCode()).isEqualTo(401);
                assertThat(again.visitor().get("/setup").statusCode()).isEqualTo(404);
            }
        }
    }

    private static void assertLogIsQuietAndEndsWith(RunningSendyard running, String address) {
        running.waitUntil(() -> running.log().contains("Sendyard is ready"));
        assertThat(running.log().lines())
                .noneMatch(line -> line.contains("WARN"))
                .noneMatch(line -> line.contains("was not registered"))
                .last(InstanceOfAssertFactories.STRING)
                .endsWith("Sendyard is ready at " + address);
    }

    private static void assertCookieIsBoundToTls(RunningSendyard running) {
        var page = running.visitor().get("/sign-in");
        assertThat(page.headers().map().toString())
                .contains("__Host-sendyard-csrf=", "Secure", "HttpOnly", "SameSite=Lax");
        assertThat(page.headers().firstValue("Strict-Transport-Security"))
                .hasValueSatisfying(value -> assertThat(value).contains("max-age="));
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
