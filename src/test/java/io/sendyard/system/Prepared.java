package io.sendyard.system;

import io.sendyard.TestInstallation;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * What most processes of tests start from: a place with its schema, its owner and two servers, of
 * which one can send, made by the first test that needs it and copied by all.
 *
 * @param token the token of the server that can send
 */
record Prepared(Place place, String token) {

    private static @Nullable Prepared made;

    static synchronized Prepared here() throws IOException {
        if (made == null) {
            made = TestInstallation.isPostgresql() ? onPostgresql() : onH2();
        }
        return made;
    }

    private static Prepared onH2() throws IOException {
        var start = QuickStart.here();
        return new Prepared(start.place(), start.token());
    }

    private static Prepared onPostgresql() throws IOException {
        var place = Place.in(Files.createTempDirectory("sendyard-prepared"));
        return new Prepared(place, LiveServer.in(place));
    }
}
