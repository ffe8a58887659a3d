package io.sendyard.analytics;

import io.sendyard.message.MessageLog;
import io.sendyard.message.MessageRow;
import io.sendyard.server.Stream;
import io.sendyard.server.StreamLookup;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A server's newest messages and what still waits there, as its overview shows them. */
@Component
public class LatestMail {

    /** How many are shown. */
    public static final int MESSAGES = 5;

    /** How many that wait are counted in each lane. */
    public static final int COUNTED = 1_000;

    private final MessageLog log;
    private final StreamLookup streams;

    LatestMail(MessageLog log, StreamLookup streams) {
        this.log = log;
        this.streams = streams;
    }

    /** What a server's mail is doing now. */
    public Now of(long serverId) {
        var newest = log.newest(serverId, MESSAGES, COUNTED + 1);
        return new Now(
                newest.waiting(),
                newest.oldest(),
                newest.rows().stream()
                        .map(row -> new LatestMessage(row, stream(serverId, row.streamId())))
                        .toList());
    }

    private String stream(long serverId, long streamId) {
        return streams.find(serverId, streamId).map(Stream::name).orElse("");
    }

    /**
     * What a server's mail is doing.
     *
     * @param waiting how many recipients' copies are on their way, counted up to a limit
     * @param oldest when the message came that waits longest; null where none waits
     * @param latest the newest messages, the newest first
     */
    public record Now(long waiting, @Nullable Instant oldest, List<LatestMessage> latest) {

        /** Whether there are more on their way than were counted. */
        public boolean more() {
            return waiting > COUNTED;
        }
    }

    /** A message as the overview lists it, with the name of its stream. */
    public record LatestMessage(MessageRow message, String stream) {}
}
