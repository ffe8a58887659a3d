package io.sendyard.account;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.Refusal;
import java.time.Clock;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens an account with its owner. */
@Component
public class AccountSetup {

    private final Accounts accounts;
    private final People people;
    private final Plans plans;
    private final PasswordEncoder passwords;
    private final JdbcClient jdbc;
    private final Clock clock;

    AccountSetup(
            Accounts accounts,
            People people,
            Plans plans,
            PasswordEncoder passwords,
            JdbcClient jdbc,
            Clock clock) {
        this.accounts = accounts;
        this.people = people;
        this.plans = plans;
        this.passwords = passwords;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Opens the first account of an installation; its owner is the operator.
     *
     * @throws Refusal where there is an account already, however many tried at once
     */
    @Transactional
    public Person createFirst(NewAccount wanted) {
        claimFirstAccount();
        var owner = open(wanted);
        owner.operate();
        return owner;
    }

    private void claimFirstAccount() {
        try {
            jdbc.sql("insert into set_up (done) values (true)").update();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict(null, "This installation is set up already. Sign in instead.");
        }
    }

    private Person open(NewAccount wanted) {
        var email = EmailAddress.parse(wanted.email()).orElseThrow();
        var account =
                accounts.save(new Account(wanted.name(), plans.defaultPlan(), clock.instant()));
        var hash = String.valueOf(passwords.encode(wanted.password()));
        return people.save(
                new Person(account, wanted.name(), email, hash, Role.OWNER, clock.instant()));
    }
}
