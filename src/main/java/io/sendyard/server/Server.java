package io.sendyard.server;

import io.sendyard.core.Cuid;
import io.sendyard.core.Name;
import io.sendyard.core.Secret;
import io.sendyard.database.InvalidatesCaches;
import io.sendyard.web.Named;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A container for one project's email, in an account. */
@Entity
@EntityListeners(InvalidatesCaches.class)
public class Server implements Named {

    private static final int TOKEN_LENGTH = 32;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Cuid cuid;
    private long accountId;

    @Embedded private GeneralSettings general;

    private @Nullable String nameKey;

    @Embedded private DeliverySettings delivery;

    @Embedded private SuppressionSettings suppression;

    private Secret token;
    private String tokenHash;
    private @Nullable String previousTokenHash;
    private @Nullable Instant previousTokenUntil;
    private Instant createdAt;
    private @Nullable Instant deletedAt;
    private long purgeTotal;
    private long purged;

    @Version private int version;

    /** A new server, with a token of its own. */
    public Server(long accountId, NewServer wanted, Instant now) {
        this.cuid = Cuid.fresh();
        this.accountId = accountId;
        this.general = new GeneralSettings(wanted.name(), wanted.color());
        this.nameKey = Name.key(wanted.name());
        this.delivery = DeliverySettings.begin(wanted.mode());
        this.suppression = SuppressionSettings.begin();
        this.token = newToken(wanted.mode());
        this.tokenHash = token.hash();
        this.createdAt = now;
    }

    @SuppressWarnings("NullAway.Init")
    protected Server() {}

    /** The key that other tables refer to; there is one as soon as it is saved. */
    public long id() {
        return Objects.requireNonNull(id);
    }

    /** The id that callers see. */
    public Cuid cuid() {
        return cuid;
    }

    public long accountId() {
        return accountId;
    }

    @Override
    public String name() {
        return general.name();
    }

    public @Nullable Color color() {
        return general.color();
    }

    public Mode mode() {
        return delivery.mode();
    }

    /** Whether what is sent never leaves. */
    public boolean sandbox() {
        return mode() == Mode.SANDBOX;
    }

    public ServerSettings settings() {
        return new ServerSettings(general, delivery, suppression);
    }

    /** What its own programs send and read with. */
    public Secret token() {
        return token;
    }

    /**
     * Whether this is the hash of its token, or of the previous one during its grace period, and it
     * is not deleted.
     */
    public boolean takes(String hash, Instant now) {
        boolean grace =
                hash.equals(previousTokenHash)
                        && previousTokenUntil != null
                        && now.isBefore(previousTokenUntil);
        return deletedAt == null && (hash.equals(tokenHash) || grace);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant deletedAt() {
        return deletedAt;
    }

    /** How many things there were to purge when it was deleted. */
    public long purgeTotal() {
        return purgeTotal;
    }

    /** How many of them are purged. */
    public long purged() {
        return purged;
    }

    /** Takes other settings; those who lay rules on them were asked by {@link ServerChange}. */
    void change(ServerSettings wanted) {
        general = wanted.general();
        nameKey = Name.key(wanted.general().name());
        delivery = wanted.delivery();
        suppression = wanted.suppression();
    }

    /** Gives mail that names no stream to that one. */
    void sendByDefaultTo(Cuid stream) {
        delivery = delivery.withDefaultStream(stream);
    }

    /**
     * Takes a new token. The one of before is refused from now on, or when {@code grace} is over.
     */
    public void rotateToken(Duration grace, Instant now) {
        previousTokenHash = grace.isPositive() ? tokenHash : null;
        previousTokenUntil = grace.isPositive() ? now.plus(grace) : null;
        token = newToken(mode());
        tokenHash = token.hash();
    }

    /** Deletes it: its name becomes free, and {@code things} wait to be purged. */
    void delete(long things, Instant now) {
        deletedAt = now;
        nameKey = null;
        purgeTotal = things;
        delivery = delivery.withDefaultStream(null).withoutTrackingDomain();
    }

    private static Secret newToken(Mode mode) {
        return Secret.random("pt_" + mode.inSecrets() + "_", TOKEN_LENGTH);
    }
}
