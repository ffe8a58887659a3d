package io.sendyard.account;

import io.sendyard.core.Cuid;
import io.sendyard.core.EmailAddress;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A person who signs in, with a role in one account. */
@Entity
public class Person {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Cuid cuid;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    private Account account;

    private String name;
    private String email;
    private String emailKey;
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private Role role;

    private boolean operator;
    private int epoch;
    private Instant createdAt;

    @Version private int version;

    /** A new person; {@code passwordHash} comes from the password encoder. */
    public Person(
            Account account,
            String name,
            EmailAddress email,
            String passwordHash,
            Role role,
            Instant now) {
        this.cuid = Cuid.fresh();
        this.account = account;
        this.name = name;
        this.email = email.toString();
        this.emailKey = email.key();
        this.passwordHash = passwordHash;
        this.role = role;
        this.createdAt = now;
    }

    @SuppressWarnings("NullAway.Init")
    protected Person() {}

    /** The key that other tables refer to; there is one as soon as it is saved. */
    public long id() {
        return Objects.requireNonNull(id);
    }

    public Cuid cuid() {
        return cuid;
    }

    public Account account() {
        return account;
    }

    public String name() {
        return name;
    }

    public String email() {
        return email;
    }

    public Role role() {
        return role;
    }

    /** Whether this person runs the installation. */
    public boolean operator() {
        return operator;
    }

    public Instant createdAt() {
        return createdAt;
    }

    String passwordHash() {
        return passwordHash;
    }

    /**
     * The epoch of sessions and tokens: incrementing it ends all earlier ones, which contain the
     * number they were created with.
     */
    public int epoch() {
        return epoch;
    }

    /** Makes this person the one who runs the installation. */
    public void operate() {
        operator = true;
    }

    public void rename(String name) {
        this.name = name;
    }

    /** Changes the password and ends every session and token of before. */
    public void changePassword(String passwordHash) {
        this.passwordHash = passwordHash;
        this.epoch++;
    }
}
