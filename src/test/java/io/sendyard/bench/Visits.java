package io.sendyard.bench;

import io.sendyard.World;
import io.sendyard.account.Person;
import io.sendyard.server.Mode;
import io.sendyard.server.Server;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The scenarios: who asks for what, and how. */
record Visits(int port) {

    /** Somebody who is not signed in opens a page. */
    Scenario anybody(String name, String path) {
        return repeated(name, Browser.request("GET", path, List.of(), ""));
    }

    /** A person's program reads. */
    Scenario api(String name, String bearer, String path) {
        return repeated(
                name, Browser.request("GET", path, List.of("Authorization: " + bearer), ""));
    }

    /** Each of many sessions of one person opens a page. */
    Scenario page(String name, Person person, String path) {
        return new Scenario(
                name,
                _ -> {
                    var browser = browser(person);
                    return new Same(browser.connection(), browser.get(path));
                });
    }

    /** A person's program makes one server after the other. */
    Scenario creation(String name, String bearer) {
        var number = new AtomicInteger();
        return new Scenario(name, _ -> new Making(new Connection(port), bearer, number));
    }

    /** Each of many sessions changes the colour of a server of its own to and fro. */
    Scenario settings(String name, Person person, World world) {
        var number = new AtomicInteger();
        return new Scenario(
                name,
                _ -> {
                    var label = "Settings " + number.incrementAndGet();
                    var server = world.server(person.account(), label, null, Mode.LIVE);
                    return Saving.begin(browser(person), server);
                });
    }

    private Scenario repeated(String name, String request) {
        return new Scenario(name, _ -> new Same(new Connection(port), request));
    }

    private Browser browser(Person person) throws IOException {
        return Browser.signedIn(port, person.email(), World.PASSWORD);
    }

    /** The same request again and again. */
    private record Same(Connection connection, String next) implements Scenario.Visitor {

        @Override
        public int status() {
            return 200;
        }
    }

    /** Another new server each time. */
    private record Making(Connection connection, String bearer, AtomicInteger number)
            implements Scenario.Visitor {

        @Override
        public String next() {
            return Browser.request(
                    "POST",
                    "/v1/servers",
                    List.of("Authorization: " + bearer, "Content-Type: application/json"),
                    "{\"name\": \"Made %d\"}".formatted(number.incrementAndGet()));
        }

        @Override
        public int status() {
            return 201;
        }
    }

    /** Saves two forms in turn, each made over what the other left; looks at the page between. */
    private static class Saving implements Scenario.Visitor {

        private final Browser browser;
        private final String path;
        private final List<String> forms;
        private int turn;

        private Saving(Browser browser, String path, List<String> forms) {
            this.browser = browser;
            this.path = path;
            this.forms = forms;
        }

        static Saving begin(Browser browser, Server server) throws IOException {
            var path = "/email/servers/%s/settings/general".formatted(server.cuid());
            var blue = form(browser, path, server.name(), "blue");
            browser.connection().exchange(blue);
            var green = form(browser, path, server.name(), "green");
            browser.connection().exchange(green);
            return new Saving(
                    browser, path, List.of(form(browser, path, server.name(), "blue"), green));
        }

        private static String form(Browser browser, String path, String name, String color)
                throws IOException {
            var page = browser.open(path);
            return browser.post(
                    path,
                    Map.of(
                            "name",
                            name,
                            "color",
                            color,
                            "seen",
                            Browser.field(page, "name=\"seen\" value=\"([^\"]+)\""),
                            "_csrf",
                            Browser.csrf(page)));
        }

        @Override
        public Connection connection() {
            return browser.connection();
        }

        @Override
        public String next() {
            return forms.get(turn++ % forms.size());
        }

        @Override
        public int status() {
            return 303;
        }

        @Override
        public String afterwards() {
            return browser.get(path);
        }
    }
}
