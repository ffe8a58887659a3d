package io.sendyard.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sendyard.Mail;
import io.sendyard.TestOutside.TestPost;
import io.sendyard.World;
import io.sendyard.core.Cuid;
import io.sendyard.server.Server;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** Every page there is a template for, with the pictures of it in {@code target/screens}. */
@BrowserTest
class ScreensTests {

    private static final String EMPTY = "setup/new";

    /** What people see who have no account. */
    private static final Set<String> STRANGERS =
            Set.of("sessions/new", "senders/confirmation", "subscriptions/show");

    @Autowired World world;

    @Autowired TestPost post;

    @Autowired Mail mail;

    @Autowired AutowireCapableBeanFactory beans;

    private final Browser browser;

    ScreensTests(Browser browser) {
        this.browser = browser;
    }

    /**
     * One Acme for all of them, since to look at a page changes nothing; the empty one comes last.
     */
    @TestFactory
    Stream<DynamicTest> fitAndCanBeUsedByEverybody() {
        beans.createBean(Gallery.class).furnish();
        browser.signIn(world.ada());
        return Templates.pages()
                .sorted(Comparator.comparingInt(ScreensTests::turn))
                .map(page -> DynamicTest.dynamicTest(page, () -> lookAt(page)));
    }

    private static int turn(String page) {
        return page.equals(EMPTY) ? 2 : STRANGERS.contains(page) ? 1 : 0;
    }

    private void lookAt(String page) {
        if (turn(page) > 0) {
            browser.driver().manage().deleteAllCookies();
        }
        goTo(page, world.production());
        new Look(browser).at(page.replace('/', '-'));
        browser.console().requireEmpty();
    }

    /** A page that is not named here has no picture yet, and its test fails. */
    private void goTo(String page, Server server) {
        switch (page) {
            case EMPTY -> {
                world.empty();
                browser.open("/setup");
            }
            case "sessions/new" -> browser.open("/sign-in");
            case "senders/confirmation" ->
                    browser.open("/senders/confirmation?" + post.link(Gallery.ADDRESS).getQuery());
            case "subscriptions/show" -> {
                var stream = world.streams(server).get(1);
                var letter = mail.of(server).by(stream).save();
                browser.open("/u/" + mail.unsubscribing(letter));
            }
            case "servers/index" -> browser.open("/email/servers");
            case "servers/new" -> dialog("/email/servers", "Create Server");
            case "servers/show" -> browser.open(in(server, ""));
            case "servers/token" -> browser.open(in(server, "/token"));
            case "servers/rotation" -> dialog(in(server, "/api-keys"), "Rotate…");
            case "servers/general" -> browser.open(in(server, "/settings/general"));
            case "servers/delivery" -> browser.open(in(server, "/settings/delivery"));
            case "servers/suppression" -> browser.open(in(server, "/settings/suppression"));
            case "servers/deletion" -> dialog(in(server, "/settings/general"), "Delete server");
            case "streams/index" -> browser.open(in(server, "/streams"));
            case "streams/new" -> dialog(in(server, "/streams"), "Create stream");
            case "streams/edit" -> dialog(in(server, "/streams"), "Edit", "Order updates");
            case "senders/index" -> browser.open(in(server, "/senders"));
            case "senders/new" -> dialog(in(server, "/senders"), "Add sender");
            case "senders/show" -> sender(server);
            case "senders/rotation" -> {
                sender(server);
                openDialog("Rotate DKIM…");
            }
            case "senders/deletion" -> {
                sender(server);
                openDialog("Delete…");
            }
            case "apikeys/index" -> browser.open(in(server, "/api-keys"));
            case "apikeys/new" -> dialog(in(server, "/api-keys"), "Create key");
            case "apikeys/revocation" -> dialog(in(server, "/api-keys"), "Revoke", "Storefront");
            case "accesstokens/index" -> browser.open("/settings/access-tokens");
            case "accesstokens/new" -> dialog("/settings/access-tokens", "Create token");
            case "accesstokens/revocation" ->
                    dialog("/settings/access-tokens", "Revoke", "Terraform");
            case "activity/index" -> browser.open(in(server, "/activity"));
            case "activity/show" -> {
                browser.open(in(server, "/activity?q=hosting+in+june"));
                browser.click("Hosting in June: your invoice");
                browser.sees("What happened");
            }
            case "activity/test" -> browser.open(in(server, "/activity/test"));
            case "suppressions/index" -> browser.open(in(server, "/suppressions"));
            case "suppressions/new" -> dialog(in(server, "/suppressions"), "Add address");
            case "suppressions/import" -> dialog(in(server, "/suppressions"), "Import");
            case "suppressions/removal" ->
                    dialog(in(server, "/suppressions"), "Remove", "ann@brightmail.example");
            case "suppressions/upload" -> {
                var file = "ann@brightmail.example,bounce\nnobody\n=1+1@x.example,why\n";
                var upload = world.imported(server, "people.csv", file.getBytes(UTF_8));
                browser.open(in(server, "/suppressions/imports/" + upload.cuid()));
            }
            case "docs/delivery" -> browser.open("/docs/delivery");
            case "plans/show" -> browser.open("/settings/plan");
            case "profile/edit" -> browser.open("/settings/profile");
            case "jump/index" -> dialog("/email/servers", "Jump to a server or screen");
            case "docs/api" -> browser.open("/docs/api");
            case "error/page" -> browser.open("/email/servers/" + Cuid.fresh().value());
            default -> throw new AssertionError("Nobody has looked at " + page);
        }
    }

    private void dialog(String page, String words) {
        browser.open(page);
        openDialog(words);
    }

    private void openDialog(String words) {
        browser.click(words);
        browser.until("a dialog", browser.page()::dialogOpen);
    }

    private void sender(Server server) {
        browser.open(in(server, "/senders"));
        browser.click(Gallery.DOMAIN);
        browser.sees("Records to publish");
    }

    private void dialog(String page, String words, String row) {
        browser.open(page);
        browser.click(words, row);
        browser.until("a dialog", browser.page()::dialogOpen);
    }

    private static String in(Server server, String path) {
        return "/email/servers/" + server.cuid() + path;
    }
}
