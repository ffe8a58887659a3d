package io.sendyard.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.apikey.ApiKeys;
import io.sendyard.apikey.KeyAuthentication;
import io.sendyard.apikey.KeyType;
import io.sendyard.core.DomainName;
import io.sendyard.core.MessageId;
import io.sendyard.message.Accepted;
import io.sendyard.message.MessageStatus;
import io.sendyard.server.ServerDeletion;
import io.sendyard.smtp.server.SmtpServer;
import io.sendyard.web.Installation;
import io.sendyard.web.SmtpAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@SendyardTest
class SmtpServersTests {

    @Autowired World world;

    @Autowired SmtpServers servers;

    @Autowired KeyAuthentication keys;

    @Autowired ServerDeletion deletion;

    @Autowired ApiKeys issued;

    @Autowired Installation installation;

    @Autowired SubmissionHandler submissions;

    @Autowired BounceHandler returns;

    private final List<String> senders = new CopyOnWriteArrayList<>();
    private SmtpServer server =
            TestSmtpServer.before(
                    new BounceHandler(_ -> false, (_, _, _) -> {}, new DomainName("mail.example")));

    @BeforeEach
    void open() {
        server.close(Duration.ZERO);
        server =
                TestSmtpServer.before(
                        new SubmissionHandler(
                                keys::authenticate,
                                (server, _, _, _) -> {
                                    senders.add(server.cuid().value());
                                    return new Accepted(MessageId.fresh(), MessageStatus.QUEUED);
                                },
                                new TraceClauses("mail.example", false)));
    }

    @AfterEach
    void close() {
        server.close(Duration.ZERO);
    }

    @Test
    void takesKeysOfBothKindsAndTheServersToken() {
        var secrets =
                List.of(
                        key(KeyType.SEND_ONLY),
                        key(KeyType.FULL_ACCESS),
                        world.production().token().reveal());
        for (var secret : secrets) {
            try (var client = RawSmtpClient.at(server.port()).signedIn(secret)) {
                assertThat(client.mail("Hello")).startsWith("250 2.0.0 Accepted as msg_");
            }
        }
        assertThat(senders).hasSize(3).containsOnly(world.production().cuid().value());
    }

    @Test
    void takesTheServersIdAsNameButNoOthers() {
        var key = key(KeyType.SEND_ONLY);
        assertThat(signIn(world.production().cuid().value(), key)).startsWith("235");
        assertThat(signIn(world.staging().cuid().value(), key)).startsWith("535");
        assertThat(signIn(world.globexServer().cuid().value(), key)).startsWith("535");
    }

    @Test
    void refusesAKeyThatIsRevokedMeanwhile() {
        try (var client = RawSmtpClient.at(server.port()).signedIn(key(KeyType.SEND_ONLY))) {
            assertThat(client.mail("one")).startsWith("250");
            issued.ofServer(world.production().id()).forEach(issued::delete);
            assertThat(client.mail("two")).startsWith("530 5.7.0");
            assertThat(senders).hasSize(1);
        }
    }

    @Test
    void refusesAServerThatIsDeletedMeanwhile() {
        var token = world.staging().token().reveal();
        try (var client = RawSmtpClient.at(server.port()).signedIn(token)) {
            assertThat(client.mail("one")).startsWith("250");
            deletion.delete(world.staging());
            assertThat(client.mail("two")).startsWith("530 5.7.0");
            assertThat(senders).hasSize(1);
        }
        assertThat(signIn(token, token)).startsWith("535");
    }

    @Test
    void opensAllPorts() {
        for (var port : List.of(servers.submissionPort(), servers.bouncesPort())) {
            try (var client = RawSmtpClient.at(port.orElseThrow())) {
                assertThat(client.say("EHLO client.example"))
                        .startsWith("250-mail.sendyard.example")
                        .contains("SIZE 10485760")
                        .as("without a certificate")
                        .doesNotContain("STARTTLS");
            }
        }
        assertThat(servers.encryptedPort()).as("without a certificate").isEmpty();
        try (var client = RawSmtpClient.at(servers.submissionPort().orElseThrow())) {
            var key = key(KeyType.SEND_ONLY);
            client.say("EHLO client.example");
            assertThat(client.say("AUTH PLAIN " + RawSmtpClient.plain(key, key))).startsWith("235");
        }
        try (var client = RawSmtpClient.at(servers.bouncesPort().orElseThrow())) {
            client.say("EHLO client.example");
            client.say("MAIL FROM:<>");
            assertThat(client.say("RCPT TO:<victim@example.net>"))
                    .startsWith("550 5.7.1 Relaying denied");
        }
    }

    @Test
    void offersTlsAtAllPortsWithACertificate(@TempDir Path folder) throws IOException {
        var pem = Files.writeString(folder.resolve("own.pem"), TestSmtpServer.PEM);
        var settings =
                new SmtpServerProperties(
                        new SmtpServerProperties.Submission(
                                InetAddress.getLoopbackAddress(), pem, false, 10),
                        new SmtpServerProperties.Bounces(-1));
        var certified =
                new Installation(
                        installation.baseUrl(),
                        installation.delivery(),
                        new SmtpAccess(-1, -1, pem, false));
        var encrypted =
                new SmtpServers(
                        settings,
                        new SmtpCertificate(certified, settings),
                        certified,
                        submissions,
                        returns);
        encrypted.start();
        try {
            for (var port : List.of(encrypted.submissionPort(), encrypted.bouncesPort())) {
                try (var client = RawSmtpClient.at(port.orElseThrow())) {
                    assertThat(client.say("EHLO client.example")).contains("STARTTLS");
                }
            }
            assertThat(encrypted.encryptedPort()).isPresent();
        } finally {
            encrypted.stop();
        }
    }

    private String signIn(String user, String secret) {
        try (var client = RawSmtpClient.at(server.port())) {
            client.say("EHLO client.example");
            return client.say("AUTH PLAIN " + RawSmtpClient.plain(user, secret));
        }
    }

    private String key(KeyType type) {
        return world.key(world.production(), type).secret().reveal();
    }
}
