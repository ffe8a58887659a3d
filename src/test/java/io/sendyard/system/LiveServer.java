package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** A server that may send to the outside, as the load needs one. */
public final class LiveServer {

    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

    private LiveServer() {}

    /**
     * Makes one, and another that lets nothing out, by a process of its own, which has ended then;
     * its token is what it sends with.
     */
    public static String in(Place place) {
        return in(place, Launch.PLAIN);
    }

    static String in(Place place, Launch how) {
        String token;
        try (var running = RunningSendyard.start(place, how)) {
            token = create(running, "Live", "acme.example");
            sandbox(running, "Other");
        }
        verify(place);
        return token;
    }

    /** Makes one with a domain of its own, which is still to be {@link #verify verified}. */
    public static String create(RunningSendyard running, String name, String domain) {
        var token = create(running, name, "live", running.bearer());
        var answer =
                running.visitor()
                        .call(
                                "POST",
                                "/v1/domains",
                                "{\"identifier\": \"%s\", \"type\": \"AUTHORITY\"}"
                                        .formatted(domain),
                                "Bearer " + token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return token;
    }

    /** Makes one that lets nothing out, and so asks for no domain. */
    public static String sandbox(RunningSendyard running, String name) {
        return create(running, name, "sandbox", running.bearer());
    }

    private static String create(RunningSendyard running, String name, String mode, String bearer) {
        var server =
                running.visitor()
                        .call(
                                "POST",
                                "/v1/servers",
                                "{\"name\": \"%s\", \"mode\": \"%s\"}".formatted(name, mode),
                                bearer);
        var match = TOKEN.matcher(server.body());
        assertThat(match.find()).as(server.body()).isTrue();
        return match.group(1);
    }

    /** What DNS says of the domains is not what is tried here. */
    public static void verify(Place place) {
        place.database()
                .update(
                        "update sender_domain set verified_at = created_at, claimed_name = name,"
                                + " next_check_at = timestamp '2100-01-01 00:00:00'");
    }
}
