package io.sendyard.system;

import io.sendyard.Mail;
import io.sendyard.TestOutside.TestDns;
import io.sendyard.World;
import io.sendyard.account.AccessTokenIssue;
import io.sendyard.analytics.Seeding;
import io.sendyard.apikey.KeyIssue;
import io.sendyard.apikey.KeyType;
import io.sendyard.apikey.NewKey;
import io.sendyard.message.MessageStatus;
import io.sendyard.sender.DomainCheck;
import io.sendyard.sender.IdentityType;
import io.sendyard.sender.NewSender;
import io.sendyard.sender.SenderCreation;
import io.sendyard.server.Color;
import io.sendyard.server.DeliverySettings;
import io.sendyard.server.GeneralSettings;
import io.sendyard.server.Mode;
import io.sendyard.server.NewStream;
import io.sendyard.server.Server;
import io.sendyard.server.ServerChange;
import io.sendyard.server.ServerDeletion;
import io.sendyard.server.Servers;
import io.sendyard.server.StreamChanges;
import io.sendyard.server.StreamType;
import io.sendyard.tracking.TrackingDomainCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Acme as it looks after some years of use. */
record Gallery(
        World world,
        JdbcClient jdbc,
        JdbcTemplate rows,
        Servers servers,
        TestDns dns,
        ServerChange changes,
        ServerDeletion deletion,
        StreamChanges streams,
        KeyIssue keys,
        AccessTokenIssue tokens,
        TrackingDomainCheck check,
        SenderCreation senders,
        DomainCheck domainCheck,
        Mail mail) {

    static final String LONG_NAME =
            "Fundación para la conservación del patrimonio histórico y cultural del altiplano";

    static final String DOMAIN = "fernhill.example";
    static final String ADDRESS = "mara@fernhill.example";

    private static final String LONG_DOMAIN =
            "a-rather-long-name-of-a-department.somewhere-in-a-large-organisation.fernhill.example";

    /**
     * Ten servers of all colours, keys in every state, streams, tokens, senders and a tracking
     * domain.
     */
    void furnish() {
        server("Newsletter", Color.PURPLE, Mode.LIVE, 400);
        server("CI tests", Color.GREY, Mode.SANDBOX, 3);
        server("Harbour Clinic", Color.TURQUOISE, Mode.LIVE, 120);
        server("Atelier Nordlicht", Color.ORANGE, Mode.LIVE, 90);
        server("Bakker & Zonen", Color.RED, Mode.LIVE, 30);
        server("Internal tools", Color.GREEN, Mode.LIVE, 0);
        server(LONG_NAME, null, Mode.LIVE, 12);
        issueKeys();
        openStreams();
        issueTokens();
        addSenders();
        suppress();
        new Outbox(world, jdbc, new Seeding(rows), servers).fill();
        sendMail();
    }

    private void suppress() {
        var streams = world.streams(world.production());
        world.suppression(streams.getFirst(), "ann@brightmail.example", null);
        world.suppression(streams.get(1), "b@" + LONG_DOMAIN, LONG_NAME);
    }

    /** Senders in every state; one has two SPF records and an old key. */
    private void addSenders() {
        dns.texts(DOMAIN, "v=spf1 include:_spf.cdn-proxy.example -all", "v=spf1 mx -all");
        dns.alias("bounces." + DOMAIN, "shops.cdn-proxy.example");
        dns.texts("_sendyard." + DOMAIN, "sendyard-verification=of-another-day");
        for (var domain : List.of(DOMAIN, LONG_DOMAIN, "new.fernhill.example")) {
            sender(domain, IdentityType.AUTHORITY);
        }
        sender(ADDRESS, IdentityType.PERSONA);
    }

    private void sender(String identifier, IdentityType type) {
        var added = senders.add(world.production(), new NewSender(identifier, type));
        if (added.domain() != null && !identifier.startsWith("new.")) {
            domainCheck.check(added.domain());
        }
    }

    /** Gives Production a tracking domain that leads nowhere, elsewhere or here. */
    void track(String domain, @Nullable String target) {
        if (target != null) {
            dns.alias(domain, target);
        }
        var delivery = world.production().settings().delivery();
        changes.change(
                world.production(),
                now ->
                        now.with(
                                new DeliverySettings(
                                        delivery.mode(),
                                        now.delivery().defaultStreamId(),
                                        domain,
                                        true,
                                        false)));
        check.check(domain);
    }

    /** Deletes a server so that a part of it still waits for its purge. */
    void deleteHalfway() {
        jdbc.sql(
                        """
                        update server set deleted_at = :now, name_key = null, purge_total = 8
                        where cuid = :cuid
                        """)
                .param("now", at(Instant.now()))
                .param("cuid", world.staging().cuid().value())
                .update();
    }

    /** Sixty servers and more, beyond what a page of the list holds. */
    void fill() {
        world.plan(world.acme(), "enterprise");
        for (int number = 1; number <= 7; number++) {
            for (var color : Color.values()) {
                var name = "Shop %s %02d".formatted(color.label().toLowerCase(Locale.ROOT), number);
                world.server(world.acme(), name, color, Mode.LIVE);
            }
        }
    }

    /** Leaves the account without any server. */
    void deleteAll() {
        deletion.delete(world.production());
        deletion.delete(world.staging());
    }

    /** Gives Production another name, as somebody else would meanwhile. */
    void rename(String name) {
        changes.change(
                world.production(),
                now -> now.with(new GeneralSettings(name, now.general().color())));
    }

    private void issueKeys() {
        key("Invoice worker", KeyType.SEND_ONLY, null);
        key("Production Backend", KeyType.FULL_ACCESS, null);
        key("Storefront", KeyType.SEND_ONLY, days(40));
        key("Migration script", KeyType.FULL_ACCESS, days(6));
        key("Old importer", KeyType.SEND_ONLY, days(-20));
        key(LONG_NAME, KeyType.SEND_ONLY, null);
        used("Production Backend", Duration.ofSeconds(12));
        used("Storefront", Duration.ofMinutes(1));
        used("Migration script", Duration.ofDays(91));
    }

    private void openStreams() {
        var production = world.production();
        streams.open(
                production,
                new NewStream("Order updates", StreamType.TRANSACTIONAL, "Shipping, and returns"));
        var old = streams.open(production, new NewStream("Alerts", StreamType.BROADCAST, null));
        streams.archive(old);
        streams.open(world.staging(), new NewStream(LONG_NAME, StreamType.BROADCAST, LONG_NAME));
    }

    private void issueTokens() {
        tokens.issue(world.ada(), new AccessTokenIssue.NewAccessToken("Deployment", null));
        tokens.issue(world.ada(), new AccessTokenIssue.NewAccessToken("Terraform", days(200)));
    }

    /** A log with a message in every state, and one that is shown in full. */
    private void sendMail() {
        var now = Instant.now();
        int age = 0;
        for (var state : MessageStatus.values()) {
            age += 7;
            mail.of(world.production())
                    .status(state.key())
                    .subject("Your receipt for order 204%d".formatted(age))
                    .to("somebody%d@brightmail.example".formatted(age))
                    .tag(age % 2 == 0 ? "receipt" : "order")
                    .at(now.minusSeconds(age * 60L))
                    .save();
        }
        mail.of(world.production())
                .subject(LONG_NAME + " – " + LONG_NAME)
                .to("a@" + "x".repeat(60) + ".example", "b@y.example")
                .tag(LONG_NAME)
                .at(now.minusSeconds(90_000))
                .save();
        var invoice =
                mail.of(world.production())
                        .subject("Hosting in June: your invoice")
                        .from("Fernhill Billing <billing@fernhill.example>")
                        .to("it-desk@stadtwerke.example")
                        .tag("invoice")
                        .metadata("{\"order\": \"20411\"}")
                        .at(now.minusSeconds(400))
                        .content(
                                """
                                Reply-To: accounts@fernhill.example
                                To: it-desk@stadtwerke.example
                                Content-Type: text/html; charset=utf-8

                                <h1>Your invoice for June</h1><p>Hello Mr Brandt,</p><img src="https://tracker.example/p.gif">
                                <script>fetch("https://evil.example/s")</script><form action="https://evil.example/f"></form>
                                <p style="background:url(https://evil.example/c.png)">invoice 2025-0711 is attached.</p>
                                <iframe src="https://evil.example/i"></iframe><img src="x" onerror="document.title='run'">
                                """)
                        .save();
        mail.event(
                invoice,
                "deferred",
                now.minusSeconds(399),
                "{\"replyCode\":451,\"text\":\"4.7.1 Greylisted, retry in 300"
                        + " s\",\"remoteHost\":\"mx1.stadtwerke.example\",\"attempt\":1}",
                "0 S 220 mx1.stadtwerke.example ESMTP\n31 C EHLO out1.mail.fernhill.example");
        mail.event(
                invoice,
                "delivered",
                now.minusSeconds(97),
                "{\"remoteHost\":\"mx1.stadtwerke.example\",\"remoteAddress\":\"203.0.113.25\",\"tls\":\"TLSv1.3\",\"durationMillis\":642,\"attempt\":2}",
                "0 S 220 mx1.stadtwerke.example ESMTP\n642 S 250 2.0.0 Ok: queued as 4bTqR81Zk");
    }

    private void server(String name, @Nullable Color color, Mode mode, int daysOld) {
        Server server = world.server(world.acme(), name, color, mode);
        jdbc.sql("update server set created_at = :at where cuid = :cuid")
                .param("at", at(days(-daysOld)))
                .param("cuid", server.cuid().value())
                .update();
    }

    private void key(String name, KeyType type, @Nullable Instant expiresAt) {
        keys.issue(world.production(), new NewKey(name, type, expiresAt));
    }

    private void used(String key, Duration ago) {
        jdbc.sql("update api_key set last_used_at = :at where name = :name")
                .param("at", at(Instant.now().minus(ago)))
                .param("name", key)
                .update();
    }

    private static Instant days(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
