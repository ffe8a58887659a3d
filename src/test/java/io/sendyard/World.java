package io.sendyard;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.sendyard.account.AccessJwts;
import io.sendyard.account.Account;
import io.sendyard.account.Accounts;
import io.sendyard.account.People;
import io.sendyard.account.Person;
import io.sendyard.account.Plans;
import io.sendyard.account.Role;
import io.sendyard.account.SessionPrincipal;
import io.sendyard.apikey.KeyIssue;
import io.sendyard.apikey.KeyType;
import io.sendyard.apikey.NewKey;
import io.sendyard.core.EmailAddress;
import io.sendyard.server.Color;
import io.sendyard.server.Mode;
import io.sendyard.server.NewServer;
import io.sendyard.server.Server;
import io.sendyard.server.ServerCreation;
import io.sendyard.server.Stream;
import io.sendyard.server.Streams;
import io.sendyard.suppression.NewSuppression;
import io.sendyard.suppression.Suppression;
import io.sendyard.suppression.SuppressionImport;
import io.sendyard.suppression.SuppressionImports;
import io.sendyard.suppression.SuppressionList;
import io.sendyard.suppression.SuppressionReason;
import io.sendyard.suppression.SuppressionUpload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * The small world of the tests: the account Acme on the Growth plan with the servers Production and
 * Staging, its owner Ada and its member Ben, and Globex next door with a server and its owner
 * Carla, who must never see any of it.
 */
@TestComponent
public class World {

    /** Every person's password. */
    public static final String PASSWORD = "correct horse battery staple";

    private static final List<String> TABLES =
            List.of(
                    "idempotency_record",
                    "turn",
                    "spring_session_attributes",
                    "spring_session",
                    "hourly_count",
                    "message_event",
                    "recipient",
                    "message_content_part",
                    "message_content",
                    "message",
                    "sender_identity",
                    "dkim_key",
                    "sender_domain",
                    "api_key",
                    "suppression_import_part",
                    "suppression_import",
                    "suppression",
                    "stream",
                    "server",
                    "tracking_domain",
                    "access_token",
                    "person",
                    "account",
                    "sign_in_failures",
                    "set_up");

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final People people;
    private final Plans plans;
    private final ServerCreation creation;
    private final Streams streams;
    private final KeyIssue keys;
    private final SuppressionList suppressions;
    private final SuppressionUpload uploads;
    private final SuppressionImports imports;
    private final AccessJwts jwts;
    private final TestOutside.TestClock clock;
    private final TestOutside.TestDns dns;
    private final SmartLifecycle dispatcher;
    private final String passwordHash;

    private @Nullable Account acme;
    private @Nullable Account globex;
    private @Nullable Person ada;
    private @Nullable Person ben;
    private @Nullable Person carla;
    private @Nullable Server production;
    private @Nullable Server staging;
    private @Nullable Server globexServer;

    World(
            JdbcClient jdbc,
            Accounts accounts,
            People people,
            Plans plans,
            ServerCreation creation,
            Streams streams,
            KeyIssue keys,
            SuppressionList suppressions,
            SuppressionUpload uploads,
            SuppressionImports imports,
            AccessJwts jwts,
            PasswordEncoder passwords,
            TestOutside.TestClock clock,
            TestOutside.TestDns dns,
            @Qualifier("dispatcher") SmartLifecycle dispatcher) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.people = people;
        this.plans = plans;
        this.creation = creation;
        this.streams = streams;
        this.keys = keys;
        this.suppressions = suppressions;
        this.uploads = uploads;
        this.imports = imports;
        this.jwts = jwts;
        this.clock = clock;
        this.dns = dns;
        this.dispatcher = dispatcher;
        this.passwordHash = String.valueOf(passwords.encode(PASSWORD));
    }

    /** An installation that is not set up yet. */
    public void empty() {
        dispatcher.stop();
        BackgroundWork.await(jdbc);
        jdbc.sql("update server set default_stream_id = null").update();
        TABLES.forEach(table -> jdbc.sql("delete from " + table).update());
        clock.reset();
        dns.reset();
    }

    void reset() {
        empty();
        jdbc.sql("insert into set_up (done) values (true)").update();
        acme = accounts.save(new Account("Acme", "growth", clock.instant()));
        ada = person(acme, "Ada Lovelace", "ada@acme.example", Role.OWNER);
        ben = person(acme, "Ben Franklin", "ben@acme.example", Role.MEMBER);
        production = server(acme, "Production", Color.BLUE, Mode.LIVE);
        staging = server(acme, "Staging", Color.YELLOW, Mode.SANDBOX);
        globex = accounts.save(new Account("Globex", "growth", clock.instant()));
        carla = person(globex, "Carla Scarpelli", "carla@globex.example", Role.OWNER);
        globexServer = server(globex, "Globex Shop", Color.RED, Mode.LIVE);
    }

    /** Lets what is queued go its way from now on, until the test ends: here it is captured. */
    public void deliver() {
        dispatcher.start();
    }

    public Account acme() {
        return there(acme);
    }

    public Account globex() {
        return there(globex);
    }

    /** Acme's owner. */
    public Person ada() {
        return there(ada);
    }

    /** Acme's member: reads and sends, changes no settings. */
    public Person ben() {
        return there(ben);
    }

    /** Globex' owner. */
    public Person carla() {
        return there(carla);
    }

    /** Acme's live server. */
    public Server production() {
        return there(production);
    }

    /** Acme's sandbox server. */
    public Server staging() {
        return there(staging);
    }

    public Server globexServer() {
        return there(globexServer);
    }

    /** One more person with the password of all. */
    public Person person(Account account, String name, String email, Role role) {
        var address = EmailAddress.parse(email).orElseThrow();
        return people.save(new Person(account, name, address, passwordHash, role, clock.instant()));
    }

    /** Makes a person the one who runs the installation. */
    public void operator(Person person) {
        var now = people.findByCuid(person.cuid()).orElseThrow();
        now.operate();
        people.save(now);
    }

    /** Another server, created by a person. */
    public Server server(Account account, String name, @Nullable Color color, Mode mode) {
        return creation.create(account.id(), new NewServer(name, color, mode));
    }

    /** The live streams of a server, the default one first. */
    public List<Stream> streams(Server server) {
        return streams.liveOf(server.id());
    }

    /** Moves an account to another plan. */
    public void plan(Account account, String plan) {
        var now = accounts.findById(account.id()).orElseThrow();
        now.moveTo(plans.named(plan), null);
        accounts.save(now);
    }

    /** A new key of a server. */
    public KeyIssue.IssuedKey key(Server server, KeyType type) {
        return keys.issue(server, new NewKey("Backend", type, null));
    }

    /** An address that a stream must not mail, put there by hand. */
    public Suppression suppression(Stream stream, String email, @Nullable String note) {
        var wanted = new NewSuppression(email, SuppressionReason.MANUAL, note);
        return suppressions.put(stream.serverId(), stream, wanted, "person").suppression();
    }

    /** A file of suppressions that was uploaded, and read to its end. */
    public SuppressionImport imported(Server server, String fileName, byte[] csv) {
        var upload =
                uploads.take(
                        server,
                        null,
                        SuppressionReason.MANUAL,
                        fileName,
                        new ByteArrayResource(csv));
        var deadline = Instant.now().plusSeconds(60);
        while (Instant.now().isBefore(deadline)) {
            var now = imports.find(server.id(), upload.cuid()).orElseThrow();
            if (now.finished()) {
                return now;
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        throw new IllegalStateException("The import is not read");
    }

    /** The header value with which this person's programs call the API. */
    public String bearer(Person person) {
        return "Bearer " + jwts.issue(SessionPrincipal.of(person));
    }

    /** The header value with which a server's programs call the API. */
    public String bearer(Server server) {
        return "Bearer " + server.token().reveal();
    }

    /** A request from this person's browser, with the CSRF token of its forms. */
    public RequestPostProcessor browserOf(Person person) {
        var session =
                SecurityMockMvcRequestPostProcessors.authentication(
                        UsernamePasswordAuthenticationToken.authenticated(
                                SessionPrincipal.of(person), null, List.of()));
        return request -> csrf().postProcessRequest(session.postProcessRequest(request));
    }

    private static <T> T there(@Nullable T thing) {
        if (thing == null) {
            throw new IllegalStateException("The world is not set up");
        }
        return thing;
    }
}
