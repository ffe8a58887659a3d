package io.sendyard.sender.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestDns;
import io.sendyard.TestOutside.TestPost;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.sender.IdentityType;
import io.sendyard.sender.NewSender;
import io.sendyard.sender.SenderCreation;
import io.sendyard.sender.SenderIdentities;
import io.sendyard.sender.SenderIdentity;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SendyardTest
class SendersControllerTests {

    @Autowired World world;
    @Autowired MockMvcTester mvc;
    @Autowired SenderCreation senderCreation;
    @Autowired SenderIdentities identities;
    @Autowired TestDns dns;
    @Autowired TestPost post;
    @LocalServerPort int port;

    @Test
    void beginsWithWhatToDo() {
        assertThat(get("")).hasStatusOk().bodyText().contains("No senders yet", "Add sender");
    }

    @Test
    void addsASenderAndShowsItsRecords() {
        var added =
                mvc.post()
                        .uri(path(""))
                        .param("identifier", "acme.example")
                        .param("type", "AUTHORITY")
                        .with(world.browserOf(world.ada()))
                        .exchange();

        assertThat(added).hasStatus(HttpStatus.SEE_OTHER);
        var page = String.valueOf(added.getResponse().getRedirectedUrl());
        assertThat(mvc.get().uri(page).with(world.browserOf(world.ada())))
                .bodyText()
                .contains("Pending", "_sendyard", "sy1._domainkey", "v=DKIM1; k=rsa; p=")
                .contains("bounces.acme.example", "mail.sendyard.example", "Not checked yet")
                .contains("Verify now", "Rotate DKIM", "Delete…");
        assertThat(mvc.get().uri(page).with(world.browserOf(world.ben())))
                .bodyText()
                .doesNotContain("Verify now", "Rotate DKIM", "Delete…");
        assertThat(get("")).bodyText().contains("acme.example", "Pending", "Domain");
    }

    @Test
    void saysWhatIsWrongAtTheField() {
        var refused =
                mvc.post()
                        .uri(path(""))
                        .param("identifier", "co.uk")
                        .param("type", "AUTHORITY")
                        .with(world.browserOf(world.ada()))
                        .exchange();

        assertThat(refused)
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyText()
                .contains("nobody can own it", "value=\"co.uk\"");
    }

    @Test
    void looksAgainWhenAsked() {
        var identity = add("acme.example", IdentityType.AUTHORITY);
        var self = "/" + identity.cuid();
        dns.texts("acme.example", "v=spf1 mx -all", "v=spf1 -all");
        assertThat(post(self + "/verification"))
                .hasStatusOk()
                .bodyText()
                .contains("No record at this name", "SPF has two records", "v=spf1 mx -all");

        identity.records(Optional.empty())
                .forEach(record ->
                        dns.texts(record.expected().host().value(), record.expected().value()));
        assertThat(post(self + "/verification"))
                .bodyText()
                .contains("Verified", "This server may send from all addresses of this domain");
        assertThat(get(self + "/verification")).hasStatus(HttpStatus.SEE_OTHER);
    }

    @Test
    void rotatesAndDeletesAfterADialog() {
        var identity = add("acme.example", IdentityType.AUTHORITY);
        var self = "/" + identity.cuid();
        assertThat(get(self + "/rotation")).bodyText().contains("Rotate the DKIM key?");
        assertThat(post(self + "/rotation")).hasStatus(HttpStatus.SEE_OTHER);
        assertThat(get(self)).bodyText().contains("sy2._domainkey");

        assertThat(get(self + "/deletion")).bodyText().contains("Delete sender acme.example?");
        assertThat(post(self + "/deletion")).hasStatus(HttpStatus.SEE_OTHER);
        assertThat(get(self)).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void aLinkIsOpenedByItsReaderAndNotByAScanner() {
        var identity = add("ann@acme.example", IdentityType.PERSONA);
        var link = post.link("ann@acme.example");
        var query = link.getPath() + "?" + link.getQuery();
        var token = link.getQuery().substring("token=".length());
        var reader = Visitor.at(port);

        assertThat(reader.get(query).body()).contains("Confirm this address", "ann@acme.example");
        assertThat(now(identity).verified()).isFalse();
        assertThat(reader.submitWithoutToken("/senders/confirmation", Map.of("token", token)))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(403));
        assertThat(now(identity).verified()).isFalse();

        assertThat(reader.submit("/senders/confirmation", Map.of("token", token)).statusCode())
                .isEqualTo(303);
        assertThat(now(identity).verified()).isTrue();
        assertThat(reader.get(query).body()).contains("Confirmed");
        assertThat(reader.submit("/senders/confirmation", Map.of("token", "x")).statusCode())
                .isEqualTo(404);
        assertThat(reader.get("/senders/confirmation").statusCode()).isEqualTo(404);
        assertThat(get("/" + identity.cuid())).bodyText().contains("Its reader opened the link");
    }

    @Test
    void aLinkIsMailedAgainButNotAtOnce() {
        var identity = add("ann@acme.example", IdentityType.PERSONA);

        assertThat(post("/" + identity.cuid() + "/link")).hasStatus(HttpStatus.SEE_OTHER);
        assertThat(post("/" + identity.cuid() + "/link").getMvcResult().getFlashMap().get("flash"))
                .isEqualTo("A link was mailed less than a minute ago. Look for it first.");
    }

    private SenderIdentity add(String identifier, IdentityType type) {
        return senderCreation.add(world.production(), new NewSender(identifier, type));
    }

    private SenderIdentity now(SenderIdentity identity) {
        return identities.find(identity.serverId(), identity.cuid()).orElseThrow();
    }

    private MvcTestResult get(String below) {
        return mvc.get().uri(path(below)).with(world.browserOf(world.ada())).exchange();
    }

    private MvcTestResult post(String below) {
        return mvc.post().uri(path(below)).with(world.browserOf(world.ada())).exchange();
    }

    private String path(String below) {
        return "/email/servers/" + world.production().cuid() + "/senders" + below;
    }
}
