package io.sendyard.sender.web;

import static io.sendyard.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestDns;
import io.sendyard.TestOutside.TestPost;
import io.sendyard.World;
import io.sendyard.apikey.KeyType;
import io.sendyard.server.Server;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SendyardTest
class SenderApiTests {

    @Autowired World world;
    @Autowired ApiCalls api;
    @Autowired TestDns dns;
    @Autowired TestPost post;

    @Test
    void addsADomainWithTheRecordsToPublish() {
        var answer = add(ada(), world.production(), "Acme.Example", "AUTHORITY");

        assertThat(answer).hasStatus(HttpStatus.CREATED);
        var sender = json(answer);
        assertThat(answer).hasHeader("Location", "/v1/domains/" + text(sender, "id"));
        assertThat(text(sender, "identifier")).isEqualTo("acme.example");
        assertThat(text(sender, "status")).isEqualTo("pending");
        assertThat(sender.get("verified").asBoolean()).isFalse();
        assertThat(sender.get("dnsRecords").valueStream().map(row -> text(row, "host")))
                .containsExactly(
                        "_sendyard.acme.example",
                        "sy1._domainkey.acme.example",
                        "bounces.acme.example",
                        "acme.example",
                        "_dmarc.acme.example");
        assertThat(json(api.get(ada(), path(sender)))).isEqualTo(sender);
        assertThat(json(api.get(ada(), "/v1/domains?serverId=" + world.production().cuid())))
                .containsExactly(sender);
    }

    @Test
    void verifiesRotatesAndDeletesADomain() {
        var sender = json(add(ada(), world.production(), "acme.example", "AUTHORITY"));
        publish(sender);
        var verified = json(api.post(ada(), path(sender) + "/verify"));
        assertThat(text(verified, "status")).isEqualTo("verified");
        assertThat(verified.at("/dnsRecords/0/ok").asBoolean()).isTrue();

        var rotated = json(api.post(ada(), path(sender) + "/rotate-dkim"));
        assertThat(rotated.get("dnsRecords")).hasSize(6);
        assertThat(rotated.get("verified").asBoolean()).isTrue();
        assertThat(api.post(ada(), path(sender) + "/rotate-dkim")).hasStatus(HttpStatus.CONFLICT);

        publish(rotated);
        var changed = json(api.post(ada(), path(sender) + "/verify"));
        assertThat(changed.at("/removableRecords/0/host").asString())
                .isEqualTo("sy1._domainkey.acme.example");
        assertThat(changed.get("dnsRecords")).hasSize(5);

        assertThat(api.delete(ada(), path(sender))).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(api.get(ada(), path(sender))).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void aProgramNeedNotNameItsServer() {
        var key = "Bearer " + world.key(world.production(), KeyType.FULL_ACCESS).secret().reveal();
        var answer =
                api.post(
                        key,
                        "/v1/domains",
                        "{\"identifier\": \"ann@acme.example\", \"type\": \"PERSONA\"}");

        assertThat(answer).hasStatus(HttpStatus.CREATED);
        assertThat(text(json(answer), "serverId")).isEqualTo(world.production().cuid().value());
        assertThat(json(api.get(key, "/v1/domains"))).hasSize(1);
        assertThat(api.get(key, "/v1/domains?serverId=" + world.staging().cuid()))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(add(key, world.staging(), "acme.example", "AUTHORITY"))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.get(world.bearer(world.staging()), path(json(answer))))
                .hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void aPersonNamesTheServer() {
        assertThat(api.get(ada(), "/v1/domains")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @Test
    void mailsALinkAtMostOnceAMinute() {
        var sender = json(add(ada(), world.production(), "ann@acme.example", "PERSONA"));
        assertThat(post.link("ann@acme.example").toString())
                .matches("http://mail.sendyard.example/senders/confirmation\\?token=[0-9a-z]{40}");

        assertThat(api.post(ada(), path(sender) + "/verify")).hasStatus(HttpStatus.CONFLICT);
        assertThat(api.post(ada(), path(sender) + "/rotate-dkim")).hasStatus(HttpStatus.CONFLICT);
    }

    @Test
    void saysThatADomainIsTakenAndNotByWhom() {
        var globex =
                json(
                        add(
                                world.bearer(world.carla()),
                                world.globexServer(),
                                "shared.example",
                                "AUTHORITY"));
        var acme = json(add(ada(), world.production(), "shared.example", "AUTHORITY"));
        publish(globex);
        assertThat(
                        text(
                                json(
                                        api.post(
                                                world.bearer(world.carla()),
                                                path(globex) + "/verify")),
                                "status"))
                .isEqualTo("verified");

        assertThat(add(ada(), world.staging(), "shared.example", "AUTHORITY"))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .doesNotContain("Globex", "Carla", globex.get("id").asString());
        publish(acme);
        assertThat(api.post(ada(), path(acme) + "/verify"))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyText()
                .doesNotContain("Globex");
        assertThat(text(json(api.get(ada(), path(acme))), "status")).isEqualTo("failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    422 | AUTHORITY | 192.0.2.1
                    422 | AUTHORITY | 2001:db8::1
                    422 | AUTHORITY | [192.0.2.1]
                    422 | AUTHORITY | 127.1
                    422 | AUTHORITY | localhost
                    422 | AUTHORITY | com
                    422 | AUTHORITY | co.uk
                    422 | AUTHORITY | CO.UK
                    422 | AUTHORITY | mail.sendyard.example
                    422 | AUTHORITY | MAIL.sendyard.EXAMPLE
                    422 | AUTHORITY | ann@acme.example
                    422 | AUTHORITY | acme.example.
                    422 | AUTHORITY | *.acme.example
                    422 | AUTHORITY | _dmarc.acme.example
                    422 | AUTHORITY | acme..example
                    422 | AUTHORITY | https://acme.example
                    422 | AUTHORITY | acme.example\\r\\nx.example
                    422 | AUTHORITY | acme.example\\u0000
                    422 | AUTHORITY | acme\\u202e.example
                    422 | AUTHORITY | acme.example; drop table server
                    422 | AUTHORITY | ''
                    422 | PERSONA   | acme.example
                    422 | PERSONA   | ann@mail.sendyard.example
                    422 | PERSONA   | ann@co.uk
                    422 | PERSONA   | ann@localhost
                    422 | PERSONA   | ann@[192.0.2.1]
                    422 | PERSONA   | Ann <ann@acme.example>
                    422 | PERSONA   | ann@acme.example,bob@acme.example
                    422 | PERSONA   | ann@acme.example\\r\\nBcc: bob@acme.example
                    422 | persona   | ann@acme.example
                    201 | AUTHORITY | müller.example
                    201 | AUTHORITY | acme。example
                    201 | PERSONA   | "ann b"@acme.example
                    """)
    void takesNoIdentifierThatNobodyOwns(int status, String type, String identifier) {
        var written = identifier.replace("\"", "\\\"");
        var body =
                "{\"serverId\": \"%s\", \"identifier\": \"%s\", \"type\": \"%s\"}"
                        .formatted(world.production().cuid(), written, type);

        assertThat(api.post(ada(), "/v1/domains", body)).as(identifier).hasStatus(status);
    }

    @Test
    void keepsInternationalDomainsAsTheyStandInDns() {
        var sender = json(add(ada(), world.production(), "MÜLLER.example", "AUTHORITY"));

        assertThat(text(sender, "identifier")).isEqualTo("xn--mller-kva.example");
        assertThat(add(ada(), world.production(), "müller.example", "AUTHORITY"))
                .hasStatus(HttpStatus.CONFLICT);
    }

    @Test
    void takesNoDomainWhoseRecordsWouldBeTooLong() {
        var label = "a".repeat(57) + ".";
        var longest = label.repeat(4) + "b".repeat(238 - 4 * 58);
        assertThat(longest).hasSize(238);

        assertThat(add(ada(), world.production(), longest, "AUTHORITY"))
                .hasStatus(HttpStatus.CREATED);
        assertThat(add(ada(), world.production(), "b" + longest, "AUTHORITY"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(add(ada(), world.production(), "a".repeat(10_000), "AUTHORITY"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** Publishes all that an answer names, as one name server would hold it. */
    private void publish(JsonNode sender) {
        var texts = new LinkedHashMap<String, String>();
        sender.get("dnsRecords")
                .forEach(row -> {
                    if (text(row, "type").equals("CNAME")) {
                        dns.alias(text(row, "host"), text(row, "value"));
                    } else {
                        texts.put(text(row, "host"), text(row, "value"));
                    }
                });
        texts.forEach((host, value) -> dns.texts(host, value));
    }

    private MvcTestResult add(String bearer, Server server, String identifier, String type) {
        return api.post(
                bearer,
                "/v1/domains",
                new JsonMapper()
                        .writeValueAsString(
                                Map.of(
                                        "serverId", server.cuid().value(),
                                        "identifier", identifier,
                                        "type", type)));
    }

    private static String path(JsonNode sender) {
        return "/v1/domains/" + text(sender, "id");
    }

    private String ada() {
        return world.bearer(world.ada());
    }

    private static String text(JsonNode object, String field) {
        return object.get(field).asString();
    }
}
