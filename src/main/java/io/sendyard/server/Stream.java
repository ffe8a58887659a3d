package io.sendyard.server;

import io.sendyard.core.Cuid;
import io.sendyard.core.Name;
import io.sendyard.database.InvalidatesCaches;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A channel of a server for one kind of mail. */
@Entity
@EntityListeners(InvalidatesCaches.class)
public class Stream {

    /** How long an archived stream can be restored. */
    public static final Duration KEPT_ARCHIVED = Duration.ofDays(45);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Cuid cuid;
    private long serverId;

    @Embedded private StreamWording wording;

    private String nameKey;
    private String slug;

    @Enumerated(EnumType.STRING)
    private StreamType type;

    private Instant createdAt;
    private @Nullable Instant archivedAt;

    @Version private int version;

    /** A new stream of a server, under a slug that is free there. */
    public Stream(Server server, NewStream wanted, String slug, Instant now) {
        this.cuid = Cuid.fresh();
        this.serverId = server.id();
        this.wording = new StreamWording(wanted.name(), wanted.description());
        this.nameKey = Name.key(wanted.name());
        this.slug = slug;
        this.type = wanted.type();
        this.createdAt = now;
    }

    @SuppressWarnings("NullAway.Init")
    protected Stream() {}

    /** The key that other tables refer to; there is one as soon as it is saved. */
    public long id() {
        return Objects.requireNonNull(id);
    }

    /** The id that callers see. */
    public Cuid cuid() {
        return cuid;
    }

    public long serverId() {
        return serverId;
    }

    public StreamWording wording() {
        return wording;
    }

    public String name() {
        return wording.name();
    }

    public @Nullable String description() {
        return wording.description();
    }

    /** Its name in URLs and in programs; it never changes. */
    public String slug() {
        return slug;
    }

    public StreamType type() {
        return type;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant archivedAt() {
        return archivedAt;
    }

    public boolean archived() {
        return archivedAt != null;
    }

    /** When an archived stream is purged; null for a live one. */
    public @Nullable Instant purgedOn() {
        return archivedAt == null ? null : archivedAt.plus(KEPT_ARCHIVED);
    }

    /** Whether mail that names no stream may go by it. */
    public boolean canBeDefault() {
        return type.outbound() && !archived();
    }

    void change(StreamWording wanted) {
        wording = wanted;
        nameKey = Name.key(wanted.name());
    }

    void archive(Instant now) {
        archivedAt = now;
    }

    void restore() {
        archivedAt = null;
    }
}
