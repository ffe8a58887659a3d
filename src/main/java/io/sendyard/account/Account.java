package io.sendyard.account;

import io.sendyard.core.Cuid;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A customer: people, a plan, servers. */
@Entity
public class Account {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Cuid cuid;
    private String name;
    private String plan;
    private @Nullable Integer maxServers;
    private int servers;
    private Instant createdAt;

    @Version private int version;

    /** A new account on the plan with that key. */
    public Account(String name, String plan, Instant now) {
        this.cuid = Cuid.fresh();
        this.name = name;
        this.plan = plan;
        this.createdAt = now;
    }

    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    /** The key that other tables refer to; there is one as soon as it is saved. */
    public long id() {
        return Objects.requireNonNull(id);
    }

    public Cuid cuid() {
        return cuid;
    }

    public String name() {
        return name;
    }

    /** The key of its plan. */
    public String plan() {
        return plan;
    }

    /** The number of servers agreed with this account, for a plan that has it so. */
    public @Nullable Integer maxServers() {
        return maxServers;
    }

    /**
     * How many servers it has; kept here because no page has the time to count them. Who makes or
     * deletes one holds the account meanwhile ({@link Accounts#lock}).
     */
    public int servers() {
        return servers;
    }

    public void gainServer() {
        servers++;
    }

    public void loseServer() {
        servers--;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Moves to another plan. Servers beyond its limit stay; only new ones are refused. */
    public void moveTo(Plan other, @Nullable Integer ownNumber) {
        plan = other.key();
        maxServers = other.custom() ? ownNumber : null;
    }
}
