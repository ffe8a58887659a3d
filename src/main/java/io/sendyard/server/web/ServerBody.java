package io.sendyard.server.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sendyard.core.Cuid;
import io.sendyard.server.Color;
import io.sendyard.server.Mode;
import io.sendyard.server.Server;
import io.sendyard.server.ServerSettings;
import io.sendyard.server.Stream;
import io.sendyard.server.StreamType;
import io.sendyard.web.Caller;
import io.sendyard.web.Viewer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server as the API shows it.
 *
 * @param token null for all but owners and admins: a key that leaks must not disclose the token,
 *     which never expires
 */
record ServerBody(
        Cuid id,
        String name,
        @Nullable Color color,
        Mode mode,
        @Nullable String token,
        Instant createdAt,
        SettingsBody settings,
        List<StreamBody> streams) {

    static ServerBody of(Server server, List<Stream> streams, Caller caller) {
        return new ServerBody(
                server.cuid(),
                server.name(),
                server.color(),
                server.mode(),
                token(server, caller),
                server.createdAt(),
                SettingsBody.of(server.settings()),
                streams.stream().map(StreamBody::of).toList());
    }

    private static @Nullable String token(Server server, Caller caller) {
        return caller instanceof Viewer person && person.manages() ? server.token().reveal() : null;
    }

    /** A server in a list. */
    record Row(
            Cuid id,
            String name,
            @Nullable Color color,
            Mode mode,
            @Nullable String token,
            Instant createdAt,
            @JsonProperty("_count") StreamCount count) {

        static Row of(Server server, long streams, Caller caller) {
            return new Row(
                    server.cuid(),
                    server.name(),
                    server.color(),
                    server.mode(),
                    ServerBody.token(server, caller),
                    server.createdAt(),
                    new StreamCount(streams));
        }
    }

    /** How many streams it has. */
    record StreamCount(long streams) {}

    /** Settings without a field of their own. */
    record SettingsBody(
            @Nullable Cuid defaultStreamId,
            @Nullable String trackingDomain,
            boolean trackOpens,
            boolean trackClicks,
            boolean autoSuppressBounces,
            boolean autoSuppressComplaints) {

        static SettingsBody of(ServerSettings settings) {
            var delivery = settings.delivery();
            var suppression = settings.suppression();
            return new SettingsBody(
                    delivery.defaultStreamId(),
                    delivery.trackingDomain(),
                    delivery.trackOpens(),
                    delivery.trackClicks(),
                    suppression.autoSuppressBounces(),
                    suppression.autoSuppressComplaints());
        }
    }

    /** One of its streams. */
    record StreamBody(
            Cuid id,
            String name,
            String slug,
            StreamType type,
            @Nullable String description,
            Instant createdAt) {

        static StreamBody of(Stream stream) {
            return new StreamBody(
                    stream.cuid(),
                    stream.name(),
                    stream.slug(),
                    stream.type(),
                    stream.description(),
                    stream.createdAt());
        }
    }
}
