package io.sendyard.delivery;

import static io.sendyard.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sendyard.ApiCalls;
import io.sendyard.SignedDomain;
import io.sendyard.Visitor;
import io.sendyard.message.Lane;
import io.sendyard.smtp.client.TlsPolicy;
import io.sendyard.tracking.Subscriptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From a broadcast's header to the last mail that its reader gets of it. */
class ListUnsubscribeTests extends DeliveryTestBase {

    private static final Pattern LINK =
            Pattern.compile(
                    "(?m)^List-Unsubscribe: <(http://mail.sendyard.example/u/[0-9a-v]{32})>");
    private static final String ONE_CLICK = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";

    @Autowired ApiCalls api;
    @Autowired ListUnsubscribe fields;
    @Autowired Subscriptions subscriptions;
    @Autowired SignedDomain domain;
    @LocalServerPort int port;

    @Test
    void aRecipientUnsubscribesByTheLinkAndGetsNoOtherMessage() throws Exception {
        domain.add(world.production(), "acme.example");
        deliver();

        send("broadcast", "grace@navy.example", "");
        var mail = messages(1).getFirst();
        assertThat(mail).contains(ONE_CLICK);
        assertThat(domain.signed(mail)).isTrue();
        assertThat(domain.signed(mail.replace("mail.sendyard.example/u/", "evil.example/u/")))
                .isFalse();
        assertThat(domain.signed(mail.replace(ONE_CLICK, ""))).isFalse();
        var post = Visitor.at(port).submitWithoutToken(link(mail).getPath(), Map.of());
        assertThat(post.body()).contains("<h1>Unsubscribed</h1>");

        assertThat(send("broadcast", "Grace@NAVY.example", "")).isEqualTo("rejected");
        assertThat(send("transactional", "grace@navy.example", "")).isEqualTo("queued");
        assertThat(send("broadcast", "hedy@navy.example", "")).isEqualTo("queued");

        assertThat(messages(3)).filteredOn(text -> LINK.matcher(text).find()).hasSize(2);
        assertThat(sink.commands())
                .filteredOn(line -> line.startsWith("RCPT"))
                .containsExactlyInAnyOrder(
                        "RCPT TO:<grace@navy.example>",
                        "RCPT TO:<grace@navy.example>",
                        "RCPT TO:<hedy@navy.example>");
    }

    @Test
    void eachRecipientHasItsOwnLinkAndTheKeptMessageHasNone() {
        deliver();

        send("broadcast", "grace@navy.example, hedy@navy.example", "");

        var messages = messages(2);
        assertThat(link(messages.getFirst())).isNotEqualTo(link(messages.getLast()));
        assertThat(messages).allMatch(mail -> mail.contains("To: grace@navy.example, hedy"));
        assertThat(kept()).doesNotContain("List-Unsubscribe");
    }

    @Test
    void aSendersOwnFieldStaysAlone() {
        deliver();

        send(
                "broadcast",
                "grace@navy.example",
                ", \"headers\": {\"LIST-unsubscribe\": \"<https://shop.example/bye>\"}");

        assertThat(messages(1).getFirst())
                .contains("LIST-unsubscribe: <https://shop.example/bye>\r\n")
                .doesNotContain("/u/", ONE_CLICK);
    }

    @Test
    void transactionalMailBearsNone() {
        deliver();

        send("transactional", "grace@navy.example", "");

        assertThat(messages(1).getFirst()).doesNotContain("List-Unsubscribe");
    }

    @Test
    void onlyAFieldOfTheHeaderIsTheSendersOwn() {
        var claim = claim(Lane.BROADCAST);
        for (var message :
                List.of(
                        "Subject: x\r\n\r\nList-Unsubscribe: <a:b>\r\n",
                        "Subject: x\r\n List-Unsubscribe: <a:b>\r\n\r\n",
                        "Subject: \u0085List-Unsubscribe: <a:b>\r\n\r\n",
                        "X-List-Unsubscribe: <a:b>\r\n\r\n",
                        "\r\nList-Unsubscribe: <a:b>",
                        "")) {
            var octets = message.getBytes(StandardCharsets.ISO_8859_1);
            var copy = new String(fields.on(octets, claim), StandardCharsets.ISO_8859_1);
            assertThat(copy).startsWith("List-Unsubscribe: <http").endsWith(ONE_CLICK + message);
        }
        for (var message :
                List.of("list-unsubscribe:<a:b>\r\n\r\n", "A: b\r\nList-Unsubscribe \t: x\r\n")) {
            var octets = message.getBytes(StandardCharsets.US_ASCII);
            assertThat(fields.on(octets, claim)).isEqualTo(octets);
        }
        var half = "List-Unsubscribe-Post: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(new String(fields.on(half, claim), StandardCharsets.US_ASCII))
                .isEqualTo(
                        "List-Unsubscribe: <%s>\r\nList-Unsubscribe-Post: x\r\n\r\n"
                                .formatted(subscriptions.link(7)));
        assertThat(fields.on(half, claim(Lane.TRANSACTIONAL))).isEqualTo(half);
    }

    private static Claim claim(Lane lane) {
        var claim = TestRoutes.claim("grace@navy.example");
        return new Claim(
                claim.recipientId(),
                claim.messageId(),
                claim.serverId(),
                false,
                claim.streamId(),
                lane,
                claim.address(),
                claim.lease(),
                claim.attempts(),
                claim.giveUpAt(),
                null,
                null);
    }

    private String send(String stream, String to, String more) {
        var mail =
                "{\"from\": \"shop@acme.example\", \"to\": \"%s\", \"subject\": \"News\", \"text\": \"Hello\", \"stream\": \"%s\"%s}"
                        .formatted(to, stream, more);
        var answer = api.post(world.bearer(world.production()), "/v1/send", mail);
        assertThat(answer).hasStatus2xxSuccessful();
        return json(answer).get("status").asString();
    }

    private List<String> messages(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> sink.messages().size() == count);
        return sink.messages();
    }

    private String kept() {
        var content = jdbc.queryForObject("select content from message_content", byte[].class);
        return new String(Objects.requireNonNull(content), StandardCharsets.UTF_8);
    }

    private static URI link(String mail) {
        var match = LINK.matcher(mail);
        assertThat(match.find()).isTrue();
        return URI.create(match.group(1));
    }

    private void deliver() {
        start(TestRoutes.relay(sink, TlsPolicy.NONE, null));
    }
}
