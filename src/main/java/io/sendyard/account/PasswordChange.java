package io.sendyard.account;

import io.sendyard.core.ClientAddress;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes a person's password, and ends all that was opened with the old one: sessions, JWTs and
 * access tokens.
 */
@Component
public class PasswordChange {

    private final SignIns signIns;
    private final People people;
    private final AccessTokens tokens;
    private final PasswordHashing hashing;
    private final TransactionTemplate transactions;

    PasswordChange(
            SignIns signIns,
            People people,
            AccessTokens tokens,
            PasswordHashing hashing,
            TransactionTemplate transactions) {
        this.signIns = signIns;
        this.people = people;
        this.tokens = tokens;
        this.hashing = hashing;
        this.transactions = transactions;
    }

    /**
     * Changes it.
     *
     * @return the principal with which the session that asked goes on
     * @throws SignInRefused if {@code current} is not the person's password, or too many wrong ones
     *     were given, here or at sign-in
     */
    public SessionPrincipal change(
            Person person, String current, String wanted, ClientAddress client) {
        var hash =
                hashing.attempt(
                        client,
                        () -> {
                            signIns.check(person, current, client);
                            return hashing.encode(wanted);
                        });
        return transactions.execute(_ -> {
            person.changePassword(hash);
            tokens.deleteAllOf(person);
            return SessionPrincipal.of(people.save(person));
        });
    }
}
