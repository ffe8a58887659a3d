package io.sendyard.account;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.Refusal;
import java.time.Clock;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens an account with its owner. */
@Component
public class AccountSetup {

    private final Accounts accounts;
    private final People people;
    private final Plans plans;
    private final PasswordHashing hashing;
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final Clock clock;

    AccountSetup(
            Accounts accounts,
            People people,
            Plans plans,
            PasswordHashing hashing,
            TransactionTemplate transactions,
            JdbcClient jdbc,
            Clock clock) {
        this.accounts = accounts;
        this.people = people;
        this.plans = plans;
        this.hashing = hashing;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Opens the first account of an installation; its owner is the operator.
     *
     * @throws Refusal where there is an account already, however many tried at once
     */
    public Person createFirst(NewAccount wanted) {
        // Before the transaction: no one holds a database connection while a password is hashed.
        var hash = hashing.hash(wanted.password());
        return transactions.execute(_ -> {
            claimFirstAccount();
            var owner = open(wanted, hash);
            owner.operate();
            return owner;
        });
    }

    private void claimFirstAccount() {
        try {
            jdbc.sql("insert into set_up (done) values (true)").update();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict(null, "This installation is set up already. Sign in instead.");
        }
    }

    private Person open(NewAccount wanted, String hash) {
        var email = EmailAddress.parse(wanted.email()).orElseThrow();
        var account =
                accounts.save(new Account(wanted.name(), plans.defaultPlan(), clock.instant()));
        return people.save(
                new Person(account, wanted.name(), email, hash, Role.OWNER, clock.instant()));
    }
}
