package io.sendyard;

import io.sendyard.account.AccessTokenIssue;
import io.sendyard.account.Person;
import io.sendyard.apikey.KeyType;
import io.sendyard.sender.IdentityType;
import io.sendyard.sender.NewSender;
import io.sendyard.sender.SenderCreation;
import io.sendyard.server.Server;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;

/** Makes one of each thing that a route can name, for tests that go through all routes. */
@TestComponent
public class PathIds {

    private final World world;
    private final Mail mail;
    private final AccessTokenIssue accessTokens;
    private final SenderCreation senders;

    PathIds(World world, Mail mail, AccessTokenIssue accessTokens, SenderCreation senders) {
        this.world = world;
        this.mail = mail;
        this.accessTokens = accessTokens;
        this.senders = senders;
    }

    /** Their ids by the names of path variables: of a server, and a person's access token. */
    public Map<String, String> of(Server server, Person person) {
        var token =
                accessTokens.issue(
                        person, new AccessTokenIssue.NewAccessToken("Deployments", null));
        var domain = server.cuid().value().substring(1) + ".example";
        var sender = senders.add(server, new NewSender(domain, IdentityType.AUTHORITY));
        var stream = world.streams(server).get(1);
        var message =
                mail.of(server)
                        .content("Subject: Secret\nContent-Type: text/html\n\n<b>Secret</b>")
                        .save();
        return Map.of(
                "message", message.toString(),
                "recipient", mail.unsubscribing(message),
                "identity", sender.cuid().value(),
                "suppression", world.suppression(stream, "ann@" + domain, null).cuid().value(),
                "upload", world.imported(server, "a.csv", new byte[] {'a'}).cuid().value(),
                "server", server.cuid().value(),
                "stream", stream.cuid().value(),
                "key", world.key(server, KeyType.FULL_ACCESS).key().cuid().value(),
                "token", token.token().cuid().value());
    }
}
